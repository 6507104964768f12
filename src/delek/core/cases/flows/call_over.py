"""A call-over: "please come to me". The nearest on duty is asked, then the next, then the desk arranges it."""

from django.utils.translation import gettext_noop as _

from .base import Clock, Flow, Need, State, Transition

STATES = (
    State("asked", _("Looking for somebody"), 1),
    State("offered", _("Somebody is being asked"), 1),
    State("desk", _("The desk arranges it"), 1),
    State("coming", _("On the way"), 2),
    State("arrived", _("Arrived"), 3),
    State("done", _("Done"), 4),
    State("closed", _("Closed"), 5, open=False),
    State("cancelled", _("Cancelled"), 5, open=False),
    State("nobody", _("Nobody could come"), 5, open=False),
)
SEEKING = ("asked", "offered", "desk")
ACTIVE = (*SEEKING, "coming", "arrived")
STAGES = (_("Asked"), _("On the way"), _("Arrived"), _("Done"), _("Your word"))
EVERY = (Clock.ACKNOWLEDGE, Clock.OFFER, Clock.ON_SITE)

TRANSITIONS = (
    Transition(
        "offer", _("Ask the nearest"), ("asked",), "offered", "call.take",
        sentence=_("Asking {role}"), needs=frozenset({Need.POST}), starts=(Clock.OFFER,),
        by_system=True, assigns=True, calls=True,
    ),
    Transition(
        "take", _("I am coming"), ("offered",), "coming", "call.take",
        sentence=_("{name} is on the way to you."), meets=(Clock.ACKNOWLEDGE, Clock.OFFER), starts=(Clock.ON_SITE,),
        tells=True,
    ),
    Transition(
        "pass", _("I cannot come now"), ("offered",), "asked", "call.take",
        sentence=_("We are asking the next person."), meets=(Clock.OFFER,), frees=True,
    ),
    Transition(
        "expire", _("No answer"), ("offered",), "asked", "call.take",
        sentence=_("No answer yet. We are asking the next person."), meets=(Clock.OFFER,), by_system=True, frees=True,
    ),
    Transition(
        "to_desk", _("To the desk"), ("asked", "offered"), "desk", "call.take",
        sentence=_("The desk is arranging it."), meets=(Clock.OFFER,), by_system=True, frees=True,
    ),
    Transition(
        "dispatch", _("Send somebody"), (*SEEKING, "coming"), "coming", "case.dispatch",
        sentence=_("The desk has sent somebody to you."), needs=frozenset({Need.POST}),
        meets=(Clock.ACKNOWLEDGE, Clock.OFFER), starts=(Clock.ON_SITE,), assigns=True, calls=True, tells=True,
    ),
    Transition(
        "arrive", _("I am there"), ("coming",), "arrived", "call.take",
        sentence=_("{name} has arrived."), meets=(Clock.ON_SITE,),
    ),
    Transition(
        "finish", _("All done"), ("coming", "arrived"), "done", "call.take",
        sentence=_("Done. How was the service?"), meets=EVERY, tells=True,
    ),
    Transition(
        "return", _("I cannot come after all"), ("coming",), "desk", "call.take",
        sentence=_("The desk is arranging it."), meets=(Clock.ON_SITE,), starts=(Clock.ACKNOWLEDGE,),
        counts="returned", frees=True,
    ),
    Transition(
        "confirm", _("The resident rates it"), ("done",), "closed", "case.close",
        sentence=_("Closed on {date}. Thank you."), by_resident=True,
    ),
    Transition(
        "close", _("Close"), ("done",), "closed", "case.close",
        sentence=_("Closed on {date}. Thank you."), needs=frozenset({Need.SECOND_PERSON}),
    ),
    Transition(
        "cancel", _("The resident no longer needs it"), (*SEEKING, "coming"), "cancelled", "case.close",
        sentence=_("Cancelled. Whoever was asked has been told."), meets=EVERY, by_resident=True, calls_off=True,
    ),
    Transition(
        "nobody", _("Nobody can come"), SEEKING, "nobody", "case.dispatch",
        sentence=_("Nobody can come now. Please call {phone} or 12345."), meets=EVERY, calls_off=True, tells=True,
    ),
)  # fmt: skip

CALL_OVER = Flow(
    "call_over", _("Call over"), STATES, TRANSITIONS, opens=(Clock.ACKNOWLEDGE,), stages=STAGES, urgency="call"
)
