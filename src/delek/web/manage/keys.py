"""Letting somebody in again: a new password, a second factor to be set up anew."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from delek.core.people.actions import give_password
from delek.core.people.forms import ResetFactorForm
from delek.core.people.queries import factors_of, standing_of
from delek.core.people.rules import may_give_password, may_reset_factor
from delek.web.access import StaffRequest, staff

from .page import by, found, handed, tabs
from .who import MAY, posts

HOME = "/manage/people/"


@staff(MAY)
def keys(request: StaffRequest, pk: int) -> HttpResponse:
    """What somebody signs in with, and the two ways to let them in again."""
    return _page(request, found(posts(request), pk), ResetFactorForm())


@staff(MAY)
@require_POST
@never_cache
def password(request: StaffRequest, pk: int) -> HttpResponse:
    """Give a new password; it stands on this one page and nowhere else."""
    post = found(posts(request), pk)
    factors = factors_of(post.person)
    if not may_give_password(request.standing, standing_of(post.person, request.now), has_factor=bool(factors)):
        messages.error(request, _refused(request, post))
        return redirect("manage_keys", pk=pk)
    word = give_password(person=post.person, by=by(request), at=request.now)
    return handed(request, post, word, _("New password"), signed_out=True)


@staff(MAY)
@require_POST
def factor(request: StaffRequest, pk: int) -> HttpResponse:
    """Take the second factor away, with a reason and only when it is confirmed."""
    post, form = found(posts(request), pk), ResetFactorForm(request.POST)
    if not may_reset_factor(request.standing, standing_of(post.person, request.now)):
        messages.error(request, _refused(request, post))
        return redirect("manage_keys", pk=pk)
    if not form.is_valid():
        return _page(request, post, form, status=422)
    form.save(post.person, by=by(request), at=request.now)
    messages.success(request, _("The second factor is taken away. The next sign-in sets up a new one."))
    return redirect("manage_keys", pk=pk)


def _refused(request: StaffRequest, post: Any) -> str:
    if post.person_id == request.standing.person.pk:
        return _("Your own password and second factor stand under your name above.")
    return _("This person reads more than you do. Ask a second person who manages people and may read it too.")


def _page(request: StaffRequest, post: Any, form: ResetFactorForm, status: int = 200) -> HttpResponse:
    factors = factors_of(post.person)
    given = {
        "heading": _("How {name} signs in").format(name=post.person.called.within(get_language() or "")),
        "tabs": tabs(request), "held": post, "form": form, "factors": list(_said(factors)), "back": HOME,
    }  # fmt: skip
    return render(request, "manage/keys.html", given, status=status)


def _said(factors: list[str]) -> Iterator[str]:
    if "totp" in factors:
        yield _("Authenticator app")
    passkeys = factors.count("webauthn")
    if passkeys:
        yield _("{n} passkeys").format(n=passkeys)
