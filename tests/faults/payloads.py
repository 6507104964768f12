"""Words that would like to be more: scripts, attributes, addresses, templates, formulas, turned text; each says xq7."""

from itertools import product
from pathlib import Path

from tests.real import REAL

MARK = "xq7"
RUNS = ("xq7(1)", "xq7`1`", "top['xq7'](1)", "&#120;q7(1)", "eval('xq7(1)')")
TAGS = (
    "<script>{run}</script>",
    "<ScRiPt >{run}</sCrIpT>",
    "<script src=//xq7.example/a.js></script>",
    "<img src=x onerror={run}>",
    '"><svg onload={run}>',
    "'><body onload={run}>",
    "<details open ontoggle={run}>",
    "<input autofocus onfocus={run}>",
    "<iframe srcdoc='<script>{run}</script>'>",
    "<a href=javascript:{run}>a</a>",
    "<form action=javascript:{run}><button>",
    "<math><mtext><style><img onerror={run} src>",
    "</textarea><script>{run}</script>",
    "</title><img src onerror={run}>",
    "<style>@import '//xq7.example'</style>",
    "<base href=//xq7.example/>",
    "<meta http-equiv=refresh content=0;url=javascript:{run}>",
    "<object data=javascript:{run}>",
    "<embed src=javascript:{run}>",
    "<!--><img src onerror={run}>",
    "<xq7 onclick={run}>",
)
QUOTES = (
    '" onmouseover={run} x="',
    "' onfocus={run} autofocus x='",
    "` onclick={run} `",
    '\\" onblur={run} \\"',
    '" style="x:{run}',
)
ADDRESSES = (
    "javascript:{run}",
    "JaVaScRiPt:{run}",
    "java\tscript:{run}",
    "data:text/html,<script>{run}</script>",
    "vbscript:{run}",
    "//xq7.example/{run}",
    'tel:1" onclick="{run}',
)
TEMPLATES = (
    "{{xq7}}",
    "{%% load xq7 %%}",
    "{% debug %}xq7",
    "{0.__class__}xq7",
    "${xq7(1)}",
    "#{xq7}",
    "<%= xq7 %>",
    "%(xq7)s",
    "{reason}xq7",
    "{xq7",
    "xq7}",
    "{link!r:>9}xq7",
    "__import__('xq7')",
    "[[xq7]]",
)
FORMULAS = (
    "=xq7(1)",
    "+xq7(1)",
    "-xq7(1)",
    "@xq7(1)",
    "\t=xq7(1)",
    '=HYPERLINK("//xq7.example")',
    "=cmd|'/C xq7'!A0",
    "＝xq7(1)",
)
TURNED = (
    "\u202exq7\u202c",
    "\u2066xq7\u2069",
    "xq7\u200b\u200d",
    "xq7\u0000",
    "\ufeffxq7",
    "x\u0301\u0301\u0301q7" * 9,
    "\u0f40\u0fb7\u0f71" * 20 + "xq7",
    "＜script＞xq7(1)＜/script＞",
    "\u2028xq7(1)",
    "\x1b[31mxq7",
    "%3Cscript%3Exq7(1)%3C/script%3E",
    "&lt;script&gt;xq7(1)&lt;/script&gt;",
    "\\u003cscript\\u003exq7(1)",
    "+ADw-script+AD4-xq7(1)",
    "xq7\r\nSet-Cookie: xq7=1",
)


def ours() -> list[str]:
    shaped = [shape.replace("{run}", run) for shape, run in product((*TAGS, *QUOTES, *ADDRESSES), RUNS)]
    nested = [f"<b>{tag.replace('{run}', RUNS[0])}</b> ཀ་ཁ།" for tag in TAGS]
    return list(dict.fromkeys((*shaped, *nested, *TEMPLATES, *FORMULAS, *TURNED)))


def real() -> list[str]:
    """Those gathered from elsewhere; none where they are not here."""
    path = Path(REAL) / "payloads.txt"
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n") if path.exists() else []
    return [line for line in lines if line.strip() and not line.startswith("#! ")]


def every() -> list[str]:
    return ours() + real()


def pages(most: int = 1800) -> list[str]:
    """All of them, as few texts as hold them."""
    texts, now = [], ""
    for payload in every():
        if len(now) + len(payload) + 1 > most:
            texts.append(now)
            now = ""
        now += payload[:most] + "\n"
    return [*texts, now]
