"""Forms of people, posts and the shape of a team."""

import secrets
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from delek.core.places.models import Place
from delek.core.timeline.actions import By

from .actions import add_person, appoint, change_capabilities, shape_team
from .models import Person, PostKind
from .queries import CAPABILITIES, Standing, post_kinds


def _kinds(may: Standing) -> list[tuple[int, str]]:
    """The kinds of post that carry nothing which the appointer does not hold, so that nobody raises themselves."""
    return [
        (k.pk, k.name.within(get_language() or ""))
        for k in post_kinds()
        if all(may.may(c) for c in k.capabilities if c.startswith("manage."))
    ]


class AppointForm(forms.Form):
    """Appoint somebody, known or new."""

    login = forms.CharField(label=_("Login name"), min_length=2, max_length=40)
    name = forms.CharField(label=_("Name"), max_length=80, required=False, help_text=_("Only for a new person"))
    kind = forms.TypedChoiceField(label=_("Kind of post"), coerce=int)
    place = forms.TypedChoiceField(label=_("Place"), coerce=int)
    call_number = forms.CharField(label=_("Call number"), max_length=8, required=False)

    def __init__(self, *args: Any, standing: Standing, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {p.pk: p for p in places}
        self.fields["kind"].choices = _kinds(standing)  # type: ignore[attr-defined]
        self.fields["place"].choices = [(p.pk, p.name.within(get_language() or "")) for p in places]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self.person = Person.objects.filter(login=given.get("login", "").strip().lower()).first()
        if self.person is None and not given.get("name"):
            raise ValidationError(_now("Nobody has this login name. Give a name to add a new person."))
        return given

    @transaction.atomic
    def save(self, *, by: By, at: datetime) -> str:
        """Appoint; the first password of a new person, else nothing. It is shown once and kept nowhere."""
        given, password = self.cleaned_data, ""
        if self.person is None:
            password = secrets.token_urlsafe(9)
            self.person = add_person(login=given["login"], name=given["name"], by=by, at=at, password=password)
        kind, place = PostKind.objects.get(pk=given["kind"]), self.places[given["place"]]
        appoint(person=self.person, kind=kind, place=place, by=by, at=at, call_number=given["call_number"])
        return password


class CapabilitiesForm(forms.Form):
    """What a kind of post may do: only what the editor may do is offered, the rest stays as it is."""

    capabilities = forms.MultipleChoiceField(label=_("May"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, kind: PostKind, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["capabilities"] = kind.capabilities
        self.kind = kind
        self.offered = [c for c in CAPABILITIES if standing.may(c)]
        self.fields["capabilities"].choices = [(c, c) for c in self.offered]  # type: ignore[attr-defined]

    def save(self, *, by: By, at: datetime) -> None:
        kept = set(self.kind.capabilities) - set(self.offered)
        change_capabilities(kind=self.kind, capabilities=kept | set(self.cleaned_data["capabilities"]), by=by, at=at)


class TeamForm(forms.Form):
    """One line of the team's shape."""

    kind = forms.TypedChoiceField(label=_("Kind of post"), coerce=int)
    position = forms.IntegerField(label=_("Position"), min_value=0, max_value=99, initial=0)
    minimum = forms.IntegerField(label=_("At least"), min_value=0, max_value=999, initial=1)
    maximum = forms.IntegerField(label=_("At most"), min_value=0, max_value=999, required=False)

    def __init__(self, *args: Any, community: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.community = community
        self.fields["kind"].choices = [(k.pk, k.name.within(get_language() or "")) for k in post_kinds()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("maximum") is not None and given["maximum"] < given.get("minimum", 0):
            raise ValidationError(_now("The most is fewer than the least."))
        return given

    def save(self, *, by: By, at: datetime) -> None:
        given = dict(self.cleaned_data)
        kind = PostKind.objects.get(pk=given.pop("kind"))
        shape_team(community=self.community, kind=kind, by=by, at=at, **given)
