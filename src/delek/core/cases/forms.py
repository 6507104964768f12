"""What a resident may send: their report, their word on the result, their answer."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from delek.core.people.models import Post
from delek.foundation.push import read_browser
from delek.foundation.words import LANGUAGES, clean

from .actions.speaking import SOLVED
from .models import Category, Report

MAX_WORDS = 2000
MAX_NAME = 80
MAX_ABOUT = 120
TOO_LONG = _("This is too long: {n} characters, at most {max}.")
EMPTY = _("Please write a few words, speak, or add a photo. One of them is enough.")
CANNOT = _("This browser cannot be told. Please choose another way.")
_PHONE = re.compile(r"\+?[0-9]{5,15}")
_BETWEEN = re.compile(r"[\s\-().]")


def check_length(text: str) -> str:
    """Clean words, or ValidationError that says how long they are."""
    said = clean(text)
    if len(said) > MAX_WORDS:
        raise forms.ValidationError(gettext(str(TOO_LONG)).format(n=len(said), max=MAX_WORDS))
    return said


def check_name(typed: str) -> str:
    """A name as it may be kept, or ValidationError."""
    name = clean(typed)
    if len(name) > MAX_NAME:
        raise forms.ValidationError(_("The name is too long."))
    return name


def check_phone(typed: str) -> str:
    """A number without what people write between its digits, in 0 to 9, or ValidationError."""
    phone = "".join(str(unicodedata.decimal(letter, letter)) for letter in _BETWEEN.sub("", clean(typed)))
    if phone and not _PHONE.fullmatch(phone):
        raise forms.ValidationError(_("This does not look like a phone number. Please look again."))
    return phone


class ReportForm(forms.Form):
    """A report: where, what, in words; name and phone only if the reporter wishes. Files are checked beside it."""

    submission_id = forms.UUIDField(
        error_messages={"required": _("Please fill this in."), "invalid": _("Please fill this in.")}
    )
    category = forms.CharField(required=False)
    description = forms.CharField(required=False, strip=False)
    name = forms.CharField(required=False)
    phone = forms.CharField(required=False)
    about_staff = forms.BooleanField(required=False)
    concerns = forms.CharField(required=False)
    about = forms.CharField(required=False)

    def __init__(
        self, data: Mapping[str, Any] | None, *, offered: Sequence[Category], place: Any, shown: bool,
        team: Sequence[Post] = (),
    ) -> None:  # fmt: skip
        """``offered``: the categories; ``place``: where it is, None where unknown; ``shown``: photo or voice came;
        ``team``: those who serve there."""
        super().__init__(data)
        self.team = {str(post.pk): post for post in team}
        self.offered = {category.key: category for category in offered}
        self.place, self.shown = place, shown

    def clean_category(self) -> Category | None:
        """One of those offered; anything else counts as not chosen, the desk will choose."""
        return self.offered.get(self.cleaned_data["category"])

    def clean_concerns(self) -> Post | None:
        """One of those who serve there; anything else counts as not said."""
        return self.team.get(self.cleaned_data["concerns"])

    def clean_about(self) -> str:
        about = clean(self.cleaned_data["about"])
        if len(about) > MAX_ABOUT:
            raise forms.ValidationError(gettext(str(TOO_LONG)).format(n=len(about), max=MAX_ABOUT))
        return about

    def clean_description(self) -> str:
        return check_length(self.cleaned_data["description"])

    def clean_name(self) -> str:
        return check_name(self.cleaned_data["name"])

    def clean_phone(self) -> str:
        return check_phone(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        """Something must be said; and somewhere it must be."""
        given = super().clean() or self.cleaned_data
        category = given.get("category")
        told = bool(given.get("description")) or self.shown or bool(category and category.key != "other")
        if not told and "description" not in self.errors:
            self.add_error("description", EMPTY)
        if self.place is None:
            self.add_error("place", _("Please choose one."))
        return given

    def add_error(self, field: str | None, error: Any) -> None:
        """Errors of what is not a field of its own (place) are kept under that name, too."""
        if field == "place":
            self.errors.setdefault("place", self.error_class()).append(error)
            return
        super().add_error(field, error)


class CallForm(forms.Form):
    """Somebody is needed: for what, where; words, a name and a number if they wish."""

    submission_id = forms.UUIDField(
        error_messages={"required": _("Please fill this in."), "invalid": _("Please fill this in.")}
    )
    need = forms.CharField(required=False)
    text = forms.CharField(required=False, strip=False)
    name = forms.CharField(required=False)
    phone = forms.CharField(required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, offered: Sequence[Category], place: Any) -> None:
        super().__init__(data)
        self.offered = {category.key: category for category in offered}
        self.place = place

    def clean_need(self) -> Category:
        need = self.offered.get(self.cleaned_data["need"])
        if need is None:
            raise forms.ValidationError(_("Please choose one."))
        return need

    def clean_text(self) -> str:
        return check_length(self.cleaned_data["text"])

    def clean_name(self) -> str:
        return check_name(self.cleaned_data["name"])

    def clean_phone(self) -> str:
        return check_phone(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.place is None:
            self.errors.setdefault("place", self.error_class()).append(_("Please choose one."))
        return given


class NeighbourForm(forms.Form):
    """The same problem: words and a number only if they wish."""

    submission_id = forms.UUIDField(
        error_messages={"required": _("Please fill this in."), "invalid": _("Please fill this in.")}
    )
    text = forms.CharField(required=False, strip=False)
    phone = forms.CharField(required=False)

    def clean_text(self) -> str:
        return check_length(self.cleaned_data["text"])

    def clean_phone(self) -> str:
        return check_phone(self.cleaned_data["phone"])


class KeyedForm(forms.Form):
    """Carries the number that the phone made, so that it may be sent again; without one it may be sent once."""

    submission_id = forms.UUIDField(required=False, error_messages={"invalid": _("Please fill this in.")})


class WordForm(KeyedForm):
    """Solved, half or not; a rating and words if they wish."""

    solved = forms.ChoiceField(
        choices=[(key, key) for key in SOLVED],
        error_messages={"required": _("Please choose one."), "invalid_choice": _("Please choose one.")},
    )
    rating = forms.IntegerField(required=False, min_value=1, max_value=4)
    text = forms.CharField(required=False, strip=False)

    def clean_text(self) -> str:
        return check_length(self.cleaned_data["text"])


class SayForm(KeyedForm):
    """Words of a reporter, an answer or a reason; ``shown``: a photo or voice came along and may stand alone."""

    text = forms.CharField(required=False, strip=False)

    def __init__(self, data: Mapping[str, Any] | None, *, shown: bool) -> None:
        super().__init__(data)
        self.shown = shown

    def clean_text(self) -> str:
        said = check_length(self.cleaned_data["text"])
        if not said and not self.shown:
            raise forms.ValidationError(EMPTY)
        return said


class NumberForm(forms.Form):
    """A number that a code is to go to."""

    phone = forms.CharField(error_messages={"required": _("Please fill this in.")})

    def clean_phone(self) -> str:
        return check_phone(self.cleaned_data["phone"])


class CodeForm(forms.Form):
    """Six digits that came by message; ༠ to ༩ are as good as 0 to 9."""

    code = forms.CharField(error_messages={"required": _("Please fill this in.")})

    def clean_code(self) -> str:
        code = _BETWEEN.sub("", clean(self.cleaned_data["code"]))
        digits = "".join(str(unicodedata.digit(letter, "")) for letter in code)
        if len(digits) != 6:
            raise forms.ValidationError(_("The code has six digits."))
        return digits


class OwnForm(forms.Form):
    """What a reporter may put right of their own report, and how they want to be told, out of the given ``ways``."""

    name = forms.CharField(required=False)
    language = forms.ChoiceField(choices=[(key, key) for key in LANGUAGES])
    channel = forms.ChoiceField()
    email = forms.CharField(required=False)

    def __init__(self, data: Mapping[str, Any], *, ways: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["channel"].choices = ways  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        return check_name(self.cleaned_data["name"])

    def clean_email(self) -> str:
        """Looked at only where messages are to go there."""
        email = clean(self.cleaned_data["email"])
        if self.cleaned_data.get("channel") != Report.Channel.MAIL:
            return ""
        try:
            validate_email(email)
        except forms.ValidationError:
            raise forms.ValidationError(_("This does not look like an e-mail address. Please look again.")) from None
        name, _at, host = email.rpartition("@")
        return f"{name}@{host.lower()}"


class BrowserForm(forms.Form):
    """What a browser tells of itself to get notices; ``CANNOT`` says all that can be wrong. ``anywhere``: no https."""

    endpoint = forms.CharField(max_length=1000)
    key = forms.CharField(max_length=100)
    secret = forms.CharField(max_length=32)

    def __init__(self, data: Mapping[str, Any], *, anywhere: bool) -> None:
        super().__init__(data)
        self.anywhere = anywhere

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not self.errors:
            try:
                read_browser(given["endpoint"], given["key"], given["secret"])
                url = urlsplit(given["endpoint"])
                good = bool(url.hostname) and not url.username and url.port != 0
            except ValueError:
                good = False
            if not good or (url.scheme != "https" and not self.anywhere):
                raise forms.ValidationError(CANNOT)
        return given
