"""Forms of people, posts and the shape of a team."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from delek.core.media.actions import Taken, Upload, take
from delek.core.media.sandbox import Refused
from delek.core.places.models import Place
from delek.core.timeline.actions import By
from delek.foundation.words import clean

from .actions import (
    add_person,
    appoint,
    change_capabilities,
    give_password,
    introduce,
    new_word,
    put_photo,
    rename,
    reset_second_factor,
    shape_team,
    take_photo_away,
)
from .models import Person, Post, PostKind
from .queries import CAPABILITIES, Standing, introduction_of, post_kinds
from .rules import is_watched

REASONS = (
    ("lost", _("The phone or key is lost")),
    ("new", _("The person has a new phone")),
    ("broken", _("It does not work any more")),
    ("misused", _("Somebody else may have used it")),
)


def _kinds(may: Standing) -> list[tuple[int, str]]:
    """The kinds of post that carry nothing watched which the appointer does not hold."""
    return [
        (k.pk, k.name.within(get_language() or ""))
        for k in post_kinds()
        if all(may.may(c) for c in k.capabilities if is_watched(c))
    ]


class AppointForm(forms.Form):
    """Appoint somebody, known or new."""

    login = forms.CharField(label=_("Login name"), min_length=2, max_length=40)
    name = forms.CharField(label=_("Name"), max_length=80, required=False, help_text=_("Only for a new person"))
    name_bo = forms.CharField(label=_("Name in Tibetan letters"), max_length=80, required=False)
    kind = forms.TypedChoiceField(label=_("Kind of post"), coerce=int)
    place = forms.TypedChoiceField(label=_("Place"), coerce=int)
    call_number = forms.CharField(label=_("Call number"), max_length=8, required=False)

    def __init__(self, *args: Any, standing: Standing, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = standing
        self.places = {p.pk: p for p in places}
        self.fields["kind"].choices = _kinds(standing)  # type: ignore[attr-defined]
        self.fields["place"].choices = [(p.pk, p.name.within(get_language() or "")) for p in places]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self.person = Person.objects.filter(login=given.get("login", "").strip().lower()).first()
        if self.person is None and not given.get("name"):
            raise ValidationError(_now("Nobody has this login name. Give a name to add a new person."))
        if self.person is not None and self.person.pk == self.standing.person.pk:
            raise ValidationError(_now("Nobody appoints themselves. Ask a second person who manages people."))
        return given

    @transaction.atomic
    def save(self, *, by: By, at: datetime) -> tuple[Post, str]:
        """Appoint; beside the post the first password of who has none yet. It is shown once and kept nowhere."""
        given, password = self.cleaned_data, ""
        if self.person is None:
            password = new_word()
            self.person = add_person(
                login=given["login"], name=given["name"], name_bo=given["name_bo"], by=by, at=at, password=password,
                one_time=True,
            )  # fmt: skip
        elif not self.person.has_usable_password():
            password = give_password(person=self.person, by=by, at=at)
        kind, place = PostKind.objects.get(pk=given["kind"]), self.places[given["place"]]
        post = appoint(person=self.person, kind=kind, place=place, by=by, at=at, call_number=given["call_number"])
        return post, password


class CapabilitiesForm(forms.Form):
    """What a kind of post may do: only what the editor may do is offered, the rest stays as it is."""

    capabilities = forms.MultipleChoiceField(label=_("May"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, kind: PostKind, standing: Standing, alone: bool = True, **kwargs: Any) -> None:
        """``alone``: the editor manages people for every community of this installation, for all share the kinds."""
        super().__init__(*args, **kwargs)
        self.initial["capabilities"] = kind.capabilities
        self.kind, self.alone = kind, alone
        self.is_own = kind.pk in {p.kind_id for p in standing.posts}
        self.offered = [c for c in CAPABILITIES if standing.may(c)]
        self.fields["capabilities"].choices = [(c, CAPABILITIES[c]) for c in self.offered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.alone:
            raise ValidationError(_now("All communities share this. Only who manages all of them may change it."))
        if self.is_own and set(given.get("capabilities", ())) - set(self.kind.capabilities):
            raise ValidationError(_now("Nobody adds to a kind of post that they hold. Ask a second person."))
        return given

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


class IntroduceForm(forms.Form):
    """What residents may know of a person: only what is ticked here is ever shown to them."""

    shows = forms.MultipleChoiceField(
        label=_("Residents may see"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[("name", _("Name")), ("phone", _("Phone")), ("photo", _("Photo")), ("languages", _("Languages"))],
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[("bo", _("spoken Tibetan")), ("zh", _("spoken Chinese")), ("en", _("spoken English"))],
    )  # fmt: skip
    name_bo = forms.CharField(label=_("Name in Tibetan letters"), max_length=80, required=False)
    photo = forms.FileField(label=_("Photo"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}))
    without = forms.BooleanField(label=_("Take the photo away"), required=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.row = person, introduction_of(person)
        self.initial.update({"shows": self.row.shows, "languages": self.row.languages, "name_bo": person.name_bo})
        if self.row.photo is None:
            del self.fields["without"]

    def clean_photo(self) -> Taken | None:
        """The photo, checked and stored; what is no photo is said."""
        file = self.cleaned_data["photo"]
        if file is None:
            return None
        try:
            return take(Upload(file.name, file.read()))
        except Refused as refused:
            raise ValidationError(_("This file is not a photo that can be taken. Please choose another.")) from refused

    @transaction.atomic
    def save(self, *, community_id: int, by: By, at: datetime) -> None:
        given = self.cleaned_data
        introduce(person=self.person, shows=given["shows"], languages=given["languages"], by=by, at=at)
        if "name_bo" in self.data:
            rename(person=self.person, name_bo=clean(given["name_bo"]), by=by, at=at)
        if given["photo"]:
            put_photo(person=self.person, taken=given["photo"], community_id=community_id, by=by, at=at)
        elif given.get("without"):
            take_photo_away(person=self.person, by=by, at=at)


class ResetFactorForm(forms.Form):
    """Why somebody's second factor is taken away; asked twice, because it opens a door."""

    reason = forms.ChoiceField(label=_("Reason"), choices=[("", _("Please choose one.")), *REASONS])
    sure = forms.BooleanField(label=_("I know this person and have spoken with them about it"))

    def save(self, person: Person, *, by: By, at: datetime) -> None:
        reset_second_factor(person=person, reason=self.cleaned_data["reason"], by=by, at=at)
