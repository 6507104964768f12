"""The rows of the desk's queue: the same facts look the same, so that a page asked again draws only what changed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template.loader import get_template

from delek.foundation.memory import Memory

from .say import current

register = template.Library()

Key = tuple[Any, str, str]
"""A row's facts, what the address of its case asks besides, and the reader's language."""


def _draw(keys: Iterable[Key]) -> Mapping[Key, str]:
    drawn = get_template("desk/row.html")
    return {key: drawn.render({"row": key[0], "asked": key[1]}) for key in keys}


ROWS: Memory[Key, str] = Memory(_draw)


@register.simple_tag(takes_context=True)
def drawn(context: Any, rows: Iterable[Any], asked: str) -> list[str]:
    """Each row as it looks; remembered for half a minute, and never longer: a title is somebody's words."""
    keys = [(row, asked, current()) for row in rows]
    known = ROWS.get_many(keys, context["now"])
    return [known[key] for key in keys]
