"""What templates say: sentences with values, words within the reader's language, dates, icons and plates."""

import re
from collections.abc import Callable
from datetime import date as Date  # noqa: N812 - the filter below carries the field's word
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

from django import template
from django.core.cache import cache
from django.template.defaulttags import url as do_url
from django.templatetags.i18n import do_translate
from django.templatetags.static import do_static, static
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.translation import get_language, gettext

from delek.core.wording.actions import page_name as name_of
from delek.core.wording.queries import LABELS, clips
from delek.foundation.dates import say_date, say_moment
from delek.foundation.words import Words

register = template.Library()
GAP = re.compile(r"\{\w+\}")


class Literal(template.Node):
    """A sentence of the catalogue without values, looked up once for each language: a page has sixty of them."""

    def __init__(self, message: str) -> None:
        self.message, self.said = message, dict[str, str]()

    def render(self, context: Any) -> str:
        language = current()
        if language not in self.said:
            self.said[language] = gettext(self.message)
        return self.said[language]


class Fixed(template.Node):
    """What is the same on every page of this process."""

    def __init__(self, make: Callable[[], str]) -> None:
        self.make, self.made = make, ""

    def render(self, context: Any) -> str:
        if not self.made:
            self.made = conditional_escape(self.make())
        return self.made


def written_out(token: Any) -> list[str] | None:
    """The values of a tag where each is written out, else None."""
    words = token.split_contents()[1:]
    plain = all(word[0] in "\"'" and word[0] == word[-1] for word in words)
    return [word[1:-1] for word in words] if plain else None


def fixed(name: str, make: Callable[..., str], otherwise: Callable[[Any, Any], template.Node]) -> None:
    """A tag whose page keeps what it gave first, where its values are written out."""

    def compiled(parser: Any, token: Any) -> template.Node:
        values = written_out(token)
        return otherwise(parser, token) if values is None else Fixed(partial(make, *values))

    register.tag(name, compiled)


@register.tag
def translate(parser: Any, token: Any) -> template.Node:
    """Django's ``translate``, at once for what is written out; loaded after ``i18n``."""
    words = token.split_contents()
    if len(words) == 2 and words[1][0] in "\"'" and words[1][0] == words[1][-1] and "%" not in words[1]:
        return Literal(words[1][1:-1])
    return do_translate(parser, token)


def current() -> str:
    return get_language() or "zh-hans"


@register.simple_tag
def t(message: str, **values: Any) -> str:
    """A sentence of the catalogue with its placeholders filled: ``{% t "Grid point {n}" n=10 %}``."""
    return gettext(message).format(**{key: words(value) for key, value in values.items()})


@register.filter
def words(value: Any) -> Any:
    """Words within the reader's language; anything else as it is."""
    return value.within(current()) if isinstance(value, Words) else value


@register.filter
def with_gaps(sentence: str) -> str:
    """A sentence some of whose words are still to be written, with dots in their place."""
    return GAP.sub("…", sentence)


@register.filter
def initial(name: str) -> str:
    """What stands for a name in a circle: its first letter, in Tibetan its first syllable."""
    syllable, tsheg, _rest = name.partition("\u0f0b")
    return syllable if tsheg else name[:1]


@register.filter
def page_name(path: str) -> str:
    """A page without what names a case or a point."""
    return name_of(path)


@register.simple_tag
def clip(label: str) -> str:
    """The button that speaks one of the main labels in the reader's language; nothing where it was not recorded."""
    spoken = cache.get_or_set("clips", clips, 60) or {}
    name = spoken.get((label, current()))
    if not name:
        return ""
    address = reverse("label_clip", args=[current(), label, name])
    said = gettext("Listen: {label}").format(label=gettext(LABELS[label]))
    button = '<button type="button" class="say" data-clip="{}" aria-label="{}">{}</button>'
    return format_html(button, address, said, icon("speaker"))


@register.filter
def tongue(text: str, language: str = "") -> str:
    """The language for ``lang``: Tibetan where the words are, whatever page they were written on."""
    return "bo" if any("\u0f00" <= letter <= "\u0fff" for letter in text) else language or current()


@register.filter
def date(value: Date | datetime | None) -> str:
    return say_date(value, current()) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    return say_moment(value, current()) if value else ""


@register.simple_tag(name="icon")
@lru_cache(maxsize=512)
def icon(name: str, kind: str = "") -> str:
    """One icon of the sprite; ``kind``: ``picture`` or ``tick``."""
    names = f"icon {kind}".strip()
    address = static("icons/sprite.svg")
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>', names, address, name)


fixed("icon", icon, register.tags["icon"])
fixed("static", static, do_static)
fixed("url", reverse, do_url)


@register.simple_tag
def plate(number: int | str) -> str:
    """The number plate of a point; nothing for a place without number."""
    if not number:
        return ""
    label = gettext("Grid point {n}").format(n=number)
    return format_html('<span class="plate" role="img" aria-label="{}">{}</span>', label, number)


@register.simple_tag(takes_context=True)
def language_link(context: Any, language: str) -> str:
    """This page in another language, with what its address says besides."""
    request = context.get("request")
    query = request.GET.copy() if request else None
    if query is None:
        return f"?lang={language}"
    query["lang"] = language
    for key, value in (context.get("page_query") or {}).items():
        query[key] = value
    return f"?{query.urlencode()}"
