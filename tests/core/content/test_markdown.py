"""What editors write comes out as clean HTML, whatever they paste."""

from html.parser import HTMLParser

import pytest

from delek.core.content.models import Text
from delek.core.content.queries.markdown import BLOCKS, SCHEMES, block, line
from tests.real import REAL, needs_real_data


class Seen(HTMLParser):
    """Every tag with its attributes, as a browser would read them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def dangers(html: str) -> list[str]:
    """Tags and attributes that are not on the list, and addresses of other schemes."""
    found = []
    for tag, attributes in Seen(html).tags:
        scheme = (attributes.get("href") or "").partition(":")[0].lower()
        strange = bool(scheme) and scheme not in SCHEMES and "href" in attributes
        if tag not in BLOCKS or set(attributes) - {"href", "rel"} or strange:
            found.append(f"{tag} {attributes}")
    return found


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**粗**", "<p><strong>粗</strong></p>"),
        ("- 一\n- 二", "<ul>\n<li>一</li>\n<li>二</li>\n</ul>"),
        ("[问](tel:12345)", '<p><a href="tel:12345" rel="noopener">问</a></p>'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("![x](https://a.example/b.png)", "<p>!<a href=\"https://a.example/b.png\" rel=\"noopener\">x</a></p>"),
        ("# 大", "<h3>大</h3>"),
        ("一\n二", "<p>一<br>\n二</p>"),
    ],
)
def test_a_passage_keeps_what_is_allowed_and_shows_the_rest_as_words(written: str, shown: str) -> None:
    assert block(written) == shown


def test_a_line_holds_no_blocks() -> None:
    assert line("# **粗** <b onclick=x>y</b>") == "# <strong>粗</strong> &lt;b onclick=x&gt;y&lt;/b&gt;"


def test_signs_of_a_list_are_not_part_of_a_line() -> None:
    assert Text(steps="- 一\n\n  二  \n- ").lines("steps") == ["一", "二"]


@needs_real_data
def test_no_payload_gets_through() -> None:
    payloads = (REAL / "payloads.txt").read_text("utf-8", errors="replace").splitlines()
    assert len(payloads) > 400
    assert [found for p in payloads if (found := dangers(block(p)) + dangers(line(p)))] == []
