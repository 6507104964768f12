"""Narrowing the lists of the desk: what is asked of them, in which order, and from where on."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from django.db.models import Case as Choose
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import OrderBy

from delek.core.people.models import Post
from delek.core.people.queries import Standing
from delek.core.places.models import Place
from delek.foundation.words import query_tokens, search_tokens

from ..models import Attachment, Case, Statement
from .around import surround
from .desk import AT_WORK, DONE, FIRST, MANY, ROW, SHOWN, VIEWS, Counts, cases_for, counts_of, in_view

LEVELS = ("about", "asked", "taken")
NEEDS = {"now": ("call", "new", "spoke", "check", "late", "back", "soon"), "above": LEVELS, "work": (), "done": ()}
"""The headings of each view, as :func:`need_of` and :func:`level_of` give them."""
WHOSE = ("mine", "place")
ORDERS = {
    "due": ("due_at", False), "opened": ("opened_at", False), "newest": ("opened_at", True),
    "changed": ("changed_at", True), "closed": ("closed_at", True),
}  # fmt: skip
SORTS = {view: ("closed", "newest") if view == "done" else ("due", "opened", "newest", "changed") for view in VIEWS}
"""The orders each view can be read in, its own first. Of what is over only those that an index holds."""
TOKENS = 8
WIDEST = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to. A field that is empty narrows nothing; the moments of ``until`` are exclusive."""

    words: str = ""
    need: str = ""
    whose: str = ""
    place: Place | None = None
    category: int | None = None
    holder: int | None = None
    post: int | None = None
    state: str = ""
    urgency: str = ""
    opened_from: datetime | None = None
    opened_until: datetime | None = None
    due_from: datetime | None = None
    due_until: datetime | None = None
    photo: bool = False

    def __bool__(self) -> bool:
        return any(getattr(self, f.name) for f in fields(self))


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place of one row in its order: what it is ordered by, and its own key."""

    moment: datetime | None
    pk: int


def filtered(standing: Standing, view: str, at: datetime, until: datetime, wanted: Wanted) -> QuerySet[Case]:
    """The cases of a view that are wanted: of those this person may open, never more; due soon is by ``until``."""
    cases = at_home(in_view(standing, view, at, until), standing)
    # Said aloud, though the view says it too: the index of what is over and that of what is open ask for it.
    cases = cases.filter(closed_at__isnull=False) if view == "done" else cases.exclude(state__in=DONE)
    if wanted.need:
        cases = cases.alias(heading=_heading(wanted.need in LEVELS, at, until)).filter(heading=wanted.need)
    return _narrowed(cases, standing, wanted)


def page(
    cases: QuerySet[Case], sort: str, at: datetime, *, after: Cursor | None = None, until: Cursor | None = None,
    limit: int = SHOWN,
) -> tuple[list[Case], bool]:  # fmt: skip
    """So many rows after one, or those up to another; and whether more follow. One statement at any depth."""
    column, down = ORDERS[sort]
    if after:
        cases = cases.filter(_beyond(column, down, after))
    if until:
        cases = cases.exclude(_beyond(column, down, until))
    most = WIDEST if until else limit
    order = (_by(column, down), "-pk" if down else "pk")
    rows = list(cases.select_related(None).only(*ROW, "changed_at").order_by(*order)[: most + 1])
    surround(rows[:most], at)
    return rows[:most], len(rows) > most


def cursor_of(case: Case, sort: str) -> Cursor:
    return Cursor(getattr(case, ORDERS[sort][0]), case.pk)


def counted(cases: QuerySet[Case]) -> int:
    """How many there are; beyond ``MANY`` nobody counts on."""
    return cases.select_related(None).order_by()[:MANY].count()


def counts_wanted(standing: Standing, at: datetime, until: datetime, wanted: Wanted) -> Counts:
    """How many of what is wanted each view holds and stand under each heading, whichever of them was chosen."""
    return counts_of(_narrowed(at_home(cases_for(standing), standing), standing, wanted), at, until)


def at_home(cases: QuerySet[Case], standing: Standing) -> QuerySet[Case]:
    """Whoever serves within one community sees cases of that one alone: said aloud, so that its indexes are used."""
    homes = {post.place.community_id for post in standing.posts}
    return cases.filter(community=homes.pop()) if len(homes) == 1 and None not in homes else cases


def _heading(of_levels: bool, at: datetime, until: datetime) -> Choose:
    """What :func:`need_of` and :func:`level_of` say of a row, as the database says it."""
    late = Q(due_at__lt=at)
    needs = (
        (Q(state__in=[key for key in FIRST if key != "received"]), "call"), (Q(state="received"), "new"),
        (Q(resident_spoke_at__isnull=False), "spoke"), (Q(state="finished") | Q(pause_asked_by__isnull=False), "check"),
        (Q(state="accepted", returned__gt=0) & ~late, "back"), (late & Q(state__in=AT_WORK), "late"),
        (Q(due_at__lte=until, state__in=AT_WORK), "soon"),
    )  # fmt: skip
    levels = ((Q(state="escalated"), "asked"), (Q(state="superior"), "taken"), (Q(desk__isnull=False), "about"))
    whens = [When(condition, then=Value(key)) for condition, key in (levels if of_levels else needs)]
    return Choose(*whens, default=Value("other"), output_field=CharField())


def _narrowed(cases: QuerySet[Case], standing: Standing, wanted: Wanted) -> QuerySet[Case]:
    cases = cases.filter(**_plain(wanted))
    if wanted.place:
        cases = cases.filter(place__path__startswith=wanted.place.path)
    if wanted.whose:
        cases = cases.filter(_own(standing, wanted.whose))
    if wanted.photo:
        cases = cases.filter(Exists(Attachment.objects.filter(statement__case=OuterRef("pk"))))
    return cases.filter(_said(standing, wanted.words)) if wanted.words else cases


def _plain(wanted: Wanted) -> dict[str, object]:
    asked = {
        "category": wanted.category, "holder": wanted.holder, "assignee": wanted.post, "state": wanted.state,
        "urgency": wanted.urgency, "opened_at__gte": wanted.opened_from, "opened_at__lt": wanted.opened_until,
        "due_at__gte": wanted.due_from, "due_at__lt": wanted.due_until,
    }  # fmt: skip
    return {name: value for name, value in asked.items() if value}


def _own(standing: Standing, whose: str) -> Q:
    """Mine: what I was sent to or accepted. My place's: what the place I serve holds."""
    posts = [post.pk for post in standing.posts]
    if whose == "place":
        return Q(holder__in=[post.place_id for post in standing.posts])
    accepted = Statement.objects.filter(case=OuterRef("pk"), transition="accept", post__in=posts)
    return Q(assignee__in=posts) | Q(Exists(accepted))


def _said(standing: Standing, words: str) -> Q:
    """Every word of it stands in the report or its number; or it names a place, or whoever was sent."""
    tokens = query_tokens(words)[:TOKENS]
    said = Q(*(Q(search__contains=f" {token} ") for token in tokens))
    if not tokens:
        return Q(pk__in=[])
    return said | Q(place__in=_places_named(standing, tokens)) | Q(assignee__in=_posts_named(standing, tokens))


def _places_named(standing: Standing, tokens: list[str]) -> list[int]:
    """The grids and points somebody serves whose name or number holds all the words; "10" alone numbers a case."""
    if all(token.isdecimal() for token in tokens):
        return []
    rows = Place.objects.filter(_within(standing, "path"), kind__in=(Place.Kind.GRID, Place.Kind.POINT))
    return [pk for pk, name, number in rows.values_list("pk", "name", "number")
            if _holds(tokens, name.bo, name.zh, name.en, f"{number or ''} 号网格点 号点")]  # fmt: skip


def _posts_named(standing: Standing, tokens: list[str]) -> list[int]:
    rows = Post.objects.filter(_within(standing, "place__path"))
    names = rows.values_list("pk", "person__name", "person__name_bo", "call_number")
    return [pk for pk, *said in names if _holds(tokens, *said)]


def _within(standing: Standing, path: str) -> Q:
    """Below the communities and grids somebody reads; whoever sits above them all finds by words alone."""
    served = [p for p in standing.places_for("case.read") if p.kind in (Place.Kind.COMMUNITY, Place.Kind.GRID)]
    within = Q(pk__in=[])
    for place in served:
        within |= Q(**{f"{path}__startswith": place.path})
    return within


def _holds(tokens: Iterable[str], *texts: str) -> bool:
    return set(tokens) <= {token for text in texts for token in search_tokens(text)}


def _by(column: str, down: bool) -> OrderBy:
    if column != "due_at":
        return F(column).desc() if down else F(column).asc()
    return F(column).asc(nulls_last=True)


def _beyond(column: str, down: bool, cursor: Cursor) -> Q:
    """After a row; what has no moment comes last."""
    if cursor.moment is None:
        return Q(**{column: None, "pk__gt": cursor.pk})
    if down:
        on = Q(**{f"{column}__lt": cursor.moment}) | Q(pk__lt=cursor.pk)
        return Q(**{f"{column}__lte": cursor.moment}) & on
    later = Q(**{f"{column}__gt": cursor.moment}) | Q(**{column: cursor.moment, "pk__gt": cursor.pk})
    return later | Q(**{column: None}) if column == "due_at" else later
