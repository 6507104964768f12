"""A report by a resident, in the field's seven stages.

Collect, file, dispatch, handle, report back, verify and close, evaluate (domain.md 2).
"""

from django.utils.translation import gettext_noop as _

from .base import PREVIOUS, SAME, Clock, Flow, Need, State, Transition

STATES = (
    State("received", _("Received"), 1),
    State("accepted", _("Accepted"), 1),
    State("question", _("We have a question for you"), 1),
    State("dispatched", _("Somebody sent"), 2),
    State("on_site", _("Being checked on site"), 3),
    State("handling", _("In progress"), 3),
    State("escalated", _("Passed to a higher level"), 3),
    State("superior", _("With the superior"), 3),
    State("paused", _("On hold"), 3),
    State("finished", _("Result being checked"), 4),
    State("verified", _("Waiting for your word"), 5),
    State("closed", _("Closed"), 5, open=False),
    State("declined", _("Not accepted"), 5, open=False),
    State("joined", _("Joined with another report"), 5, open=False),
)
AT_WORK = ("accepted", "dispatched", "on_site", "handling")

TRANSITIONS = (
    Transition(
        "accept", _("Accept"), ("received",), "accepted", "case.accept",
        sentence=_("The desk accepted your report."), meets=(Clock.ACKNOWLEDGE,), tells=True,
    ),
    Transition(
        "decline", _("Decline"), ("received", "accepted"), "declined", "case.accept",
        sentence=_("We cannot accept this. Reason: {reason}"), needs=frozenset({Need.REASON}),
        meets=(Clock.ACKNOWLEDGE, Clock.ON_SITE, Clock.SOLVE), tells=True,
    ),
    Transition(
        "ask", _("Ask back"), ("received", *AT_WORK), "question", "case.accept",
        sentence=_("We have a question for you: {question}"), needs=frozenset({Need.QUESTION}),
        meets=(Clock.ACKNOWLEDGE,), tells=True,
    ),
    Transition(
        "answer", _("The resident answered"), ("question",), PREVIOUS, "case.accept",
        sentence=_("Your answer has arrived."), by_resident=True,
    ),
    Transition(
        "dispatch", _("Dispatch"), ("accepted", "dispatched"), "dispatched", "case.dispatch",
        sentence=_("Somebody has been sent to check on site."), needs=frozenset({Need.POST}), starts=(Clock.ON_SITE,),
        assigns=True,
    ),
    Transition(
        "arrive", _("On site"), ("dispatched",), "on_site", "case.handle",
        sentence=_("{role} checked on the spot. It is as you said."), meets=(Clock.ON_SITE,),
    ),
    Transition(
        "handle", _("Handling"), ("on_site",), "handling", "case.handle",
        sentence=_("The danger has been removed. The rest is being put right."), meets=(Clock.ON_SITE,),
    ),
    Transition(
        "finish", _("All done"), ("on_site", "handling"), "finished", "case.handle",
        sentence=_("The work is finished and is being checked."), needs=frozenset({Need.PHOTO}),
    ),
    Transition(
        "return", _("Send back to the desk"), ("dispatched", "on_site", "handling"), "accepted", "case.handle",
        sentence=_("The desk looks for somebody else for this. Reason: {reason}"), needs=frozenset({Need.REASON}),
        meets=(Clock.ON_SITE,), counts="returned", frees=True,
    ),
    Transition(
        "verify", _("Checked and done"), ("finished",), "verified", "case.verify",
        sentence=_("It is done. Is it solved? Please say."), needs=frozenset({Need.SECOND_PERSON}),
        meets=(Clock.SOLVE,), tells=True,
    ),
    Transition(
        "rework", _("Send back for rework"), ("finished", "verified"), "dispatched", "case.verify",
        sentence=_("The work was not complete and is being done again. Reason: {reason}"),
        needs=frozenset({Need.REASON}), starts=(Clock.ON_SITE,), counts="reworked",
    ),
    Transition(
        "close", _("Close"), ("verified",), "closed", "case.close",
        sentence=_("Closed on {date}. Thank you."), needs=frozenset({Need.SECOND_PERSON}), tells=True,
    ),
    Transition(
        "confirm", _("The resident says: solved"), ("finished", "verified"), "closed", "case.close",
        sentence=_("Closed on {date}. Thank you."), meets=(Clock.SOLVE,), by_resident=True,
    ),
    Transition(
        "reopen", _("Reopen"), ("verified", "closed", "declined"), "accepted", "case.accept",
        sentence=_("You said it is not solved. We are working on it again."), needs=frozenset({Need.REASON}),
        starts=(Clock.SOLVE,), counts="reopened", by_resident=True,
    ),
    Transition(
        "escalate", _("Pass to a higher level"), (*AT_WORK, "superior"), "escalated", "case.escalate",
        sentence=_("On {date} it was passed to {department}. Answer due by {due}."),
        needs=frozenset({Need.PLACE, Need.QUESTION}), starts=(Clock.SUPERIOR,), meets=(Clock.ON_SITE,), tells=True,
    ),
    Transition(
        "take", _("Take it on"), ("escalated",), "superior", "case.answer",
        sentence=_("{department} has taken it on."),
    ),
    Transition(
        "refuse", _("Refuse with a reason"), ("escalated", "superior"), "accepted", "case.answer",
        sentence=_("{department} cannot do this. The community goes on with it. Reason: {reason}"),
        needs=frozenset({Need.REASON}), meets=(Clock.SUPERIOR,),
    ),
    Transition(
        "reply", _("Answer the community"), ("escalated", "superior"), "accepted", "case.answer",
        sentence=_("On {date} {department} answered: {reply}"), needs=frozenset({Need.ANSWER}),
        meets=(Clock.SUPERIOR,), tells=True,
    ),
    Transition(
        "done_above", _("Done by the superior"), ("accepted",), "finished", "case.dispatch",
        sentence=_("{department} has done its part, and the community checks the result."),
        needs=frozenset({Need.PHOTO}),
    ),
    Transition(
        "settle", _("Answer what was said about staff"), ("accepted",), "verified", "case.about_staff",
        sentence=_("We looked into it: {reply}"), needs=frozenset({Need.ANSWER}),
        meets=(Clock.ON_SITE, Clock.SOLVE), tells=True,
    ),
    Transition(
        "postpone", _("Postpone"), AT_WORK, SAME, "case.dispatch",
        sentence=_("It needs more time, until {date}. Reason: {reason}"),
        needs=frozenset({Need.REASON, Need.DATE}), counts="postponed", tells=True,
    ),
    Transition(
        "ask_pause", _("Ask to put on hold"), AT_WORK, SAME, "case.dispatch",
        sentence=_("We ask for this to wait. A second person decides. Reason: {reason}"),
        needs=frozenset({Need.REASON}),
    ),
    Transition(
        "pause", _("Put on hold"), AT_WORK, "paused", "case.dispatch",
        sentence=_("On hold since {date}. The time limit stands still. Reason: {reason}"),
        needs=frozenset({Need.REASON, Need.SECOND_PERSON}), pauses=True, counts="paused", tells=True,
    ),
    Transition(
        "refuse_pause", _("Not put on hold"), AT_WORK, SAME, "case.dispatch",
        sentence=_("It does not wait; work goes on. Reason: {reason}"), needs=frozenset({Need.REASON}),
    ),
    Transition(
        "resume", _("Go on"), ("paused",), PREVIOUS, "case.dispatch",
        sentence=_("Work goes on again."), resumes=True,
    ),
    Transition(
        "join", _("Join with another report"), ("received", "accepted"), "joined", "case.accept",
        sentence=_("Others reported the same. Your report is joined with {number}; you get every reply."),
        needs=frozenset({Need.CASE}), meets=(Clock.ACKNOWLEDGE, Clock.ON_SITE, Clock.SOLVE), tells=True,
    ),
    Transition(
        "separate", _("Undo the joining"), ("joined",), PREVIOUS, "case.accept",
        sentence=_("Your report is handled by itself again."), starts=(Clock.ACKNOWLEDGE, Clock.SOLVE),
    ),
)

STAGES = (_("Received"), _("Somebody sent"), _("Checked"), _("Done"), _("Your word"))
OPENS = (Clock.ACKNOWLEDGE, Clock.ON_SITE, Clock.SOLVE)
REPORT = Flow("report", _("Report"), STATES, TRANSITIONS, opens=OPENS, stages=STAGES)
