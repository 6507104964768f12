"""What neighbours may know of a case: the form of it, and how it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from delek.core.cases.queries import announcement_of
from delek.core.cases.rules import may_announce
from delek.foundation.words import Words, clean
from delek.web.access import StaffRequest

LONGEST = 120
TONGUES = ("bo", "zh", "en")
WHY = {
    "rule": _("This cannot be shown to neighbours any more. Please look at the case again."),
    "missing": _("Both languages are needed: Tibetan and Chinese."),
    "personal": _("Please leave out names and numbers: everybody who passes may read this."),
}


class AnnouncementForm(forms.Form):
    """One short sentence in each language."""

    bo = forms.CharField(required=False, max_length=2 * LONGEST)
    zh = forms.CharField(required=False, max_length=LONGEST)
    en = forms.CharField(required=False, max_length=LONGEST)

    def text(self) -> Words:
        return Words(**{tongue: clean(self.cleaned_data[tongue]) for tongue in TONGUES})


@dataclass(frozen=True, slots=True)
class Announcing:
    """How it stands: ``row`` where something was said; ``may``: whether this person may say it or take it back."""

    row: Any
    may: bool
    may_take_down: bool
    typed: Mapping[str, str]
    errors: list[str]

    @property
    def is_shown(self) -> bool:
        return self.row is not None and self.row.taken_down_at is None


def announcing(request: StaffRequest, opened: Any, errors: list[str] | None = None) -> Announcing | None:
    """Nothing for who may not let neighbours know."""
    may = may_announce(request.standing, opened)
    back = may_announce(request.standing, opened, taking_down=True)
    row = announcement_of(opened) if may or back else None
    if row is None and not may:
        return None
    given = row.text if row else opened.category.name if opened.category else Words()
    typed = {t: request.POST.get(t, "") if errors else getattr(given, t) for t in TONGUES}
    return Announcing(row, may, back, typed, errors or [])
