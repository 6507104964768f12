"""Markdown as it may stand on a page: parsed strictly, then cleaned by an allow list. No HTML of an editor's passes."""

import nh3
from markdown_it import MarkdownIt

BLOCKS = {"p", "ul", "ol", "li", "strong", "em", "a", "br", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td"}
WORDS = {"strong", "em", "a", "br"}
SCHEMES = {"http", "https", "tel", "mailto"}
_PARSER = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable(["image", "code"])


def block(text: str) -> str:
    """Paragraphs, lists, tables, small headings and links as clean HTML."""
    return _clean(_PARSER.render(text.replace("\n# ", "\n### ").replace("\n## ", "\n### ")), BLOCKS)


def line(text: str) -> str:
    """The words of one line as clean HTML."""
    return _clean(_PARSER.renderInline(text), WORDS)


def _clean(html: str, tags: set[str]) -> str:
    return nh3.clean(html, tags=tags, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel="noopener").strip()
