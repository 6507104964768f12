"""The first set-up: one page, open only to whoever can read the server's folder, and only while nobody exists."""

import hmac
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delek.core.cases.actions.founding import AlreadyFounded, Founding, found_community
from delek.core.people.queries import anybody
from delek.foundation.words import Words, clean
from delek.web.access import by_link

GROUPS = (
    ("district", gettext_lazy("District")),
    ("subdistrict", gettext_lazy("Subdistrict office")),
    ("community", gettext_lazy("Community")),
)


PARTS = (
    (gettext_lazy("Names"), "", tuple(f"{key}_{language}" for key, _label in GROUPS for language in ("zh", "bo"))),
    (gettext_lazy("Grids and their points"), "", ("grids", "points")),
    (
        gettext_lazy("The first person"), gettext_lazy("Manages everything to begin with and appoints the others."),
        ("name", "name_bo", "login", "password"),
    ),
)  # fmt: skip


class SetupForm(forms.Form):
    """Names in Chinese are needed; Tibetan ones may follow, but are asked for here."""

    grids = forms.IntegerField(label=gettext_lazy("How many grids"), min_value=1, max_value=40, initial=12)
    points = forms.IntegerField(label=gettext_lazy("Grid points in each"), min_value=1, max_value=40, initial=7)
    login = forms.SlugField(label=gettext_lazy("Login name"), min_length=2, max_length=40)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    name_bo = forms.CharField(label=gettext_lazy("Name in Tibetan letters"), max_length=80, required=False)
    password = forms.CharField(
        label=gettext_lazy("Password"), help_text=gettext_lazy("At least ten characters"), max_length=200,
        widget=forms.PasswordInput,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = {}
        for key, label in GROUPS:
            first[f"{key}_zh"] = forms.CharField(label=f"{label} 中文", max_length=80)
            first[f"{key}_bo"] = forms.CharField(label=f"{label} བོད་ཡིག", max_length=120, required=False)
        self.fields = first | self.fields

    def parts(self) -> list[tuple[Any, Any, list[Any]]]:
        """The fields in the order in which one thinks of them, each part with its title and a hint."""
        return [(title, hint, [self[name] for name in names]) for title, hint, names in PARTS]

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def founding(self) -> Founding:
        """What was said, cleaned."""
        said = self.cleaned_data
        names = {key: Words(bo=clean(said[f"{key}_bo"]), zh=clean(said[f"{key}_zh"])) for key, _label in GROUPS}
        return Founding(
            **names, grids=said["grids"], points_per_grid=said["points"], login=said["login"], name=clean(said["name"]),
            name_bo=clean(said["name_bo"]), password=said["password"],
        )  # fmt: skip


@by_link
def setup(request: Any) -> HttpResponse:
    """Ask once, make everything, and go to the sign-in page. Not found without the right token, or afterwards."""
    _check_token(request.GET.get("token", ""))
    form = SetupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found_community(founding=form.founding(), at=request.now)
        except AlreadyFounded:
            raise Http404 from None
        (settings.DATA / "setup.token").unlink(missing_ok=True)
        return redirect("account_login")
    page = {"form": form, "heading": _("Set up a new community"), "button": _("Set up")}
    return render(request, "manage/setup.html", page, status=422 if form.errors else 200)


def _check_token(given: str) -> None:
    path = settings.DATA / "setup.token"
    kept = path.read_text().strip() if path.exists() else ""
    if anybody() or not kept or not hmac.compare_digest(kept.encode(), given.encode()):
        raise Http404
