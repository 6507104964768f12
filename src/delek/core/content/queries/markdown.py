"""Markdown as it may stand on a page: parsed strictly, then cleaned by an allow list. No HTML of an editor's passes."""

import re

import nh3
from markdown_it import MarkdownIt

BLOCKS = {"p", "ul", "ol", "li", "strong", "em", "a", "br", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td"}
WORDS = {"strong", "em", "a", "br"}
_LARGE = re.compile(r"^#{1,2} ", re.M)
SCHEMES = {"http", "https", "tel", "mailto"}
_PARSER = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable(["image", "code"])


def block(text: str) -> str:
    """Paragraphs, lists, tables, small headings and links as clean HTML."""
    return _clean(_PARSER.render(_LARGE.sub("### ", text)), BLOCKS)


def line(text: str) -> str:
    """The words of one line as clean HTML."""
    return _clean(_PARSER.renderInline(text), WORDS)


def _clean(html: str, tags: set[str]) -> str:
    return nh3.clean(html, tags=tags, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel="noopener").strip()
