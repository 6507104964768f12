"""P4, P5: the desk's page and its search at ten thousand cases and at a million, on one server with two databases.

`python -m bench size`; DELEK_SCALE sets the larger number. A database that is already filled is taken as it is.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from bench.house import granian, prepare
from bench.report import percentile, say
from bench.wire import hammer, question

SMALL, LARGE = 10_000, 1_000_000
SECONDS = 8
ASKED = {
    "desk of a community": ("dispatcher1", "/desk/"),
    "desk of a department above": ("housing", "/desk/"),
    "search for a Chinese word": ("dispatcher1", "/desk/?view=done&q=" + quote("路灯")),
    "search for Tibetan syllables": ("dispatcher1", "/desk/?view=done&q=" + quote("འཁྱགས་པ")),
    "search for nothing that is there": ("dispatcher1", "/desk/?view=done&q=" + quote("没有这样的话")),
}
QUEUE = "desk of a community"


def run() -> None:
    """Measure both sizes in processes of their own and print what the larger one costs beside the smaller one."""
    large = int(os.environ.get("DELEK_SCALE", LARGE))
    small, big = measured(SMALL), measured(large)
    for name in ASKED:
        facts = {"p95_ms": round(big[name], 1), "p95_ms_small": round(small[name], 1), "at_most": 2}
        if name.startswith("search"):
            say(f"P5 {name} at {large} cases, beside the desk", big[name] / big[QUEUE], "times", **facts)
        else:
            say(f"P4 {name} at {large} cases, beside {SMALL}", big[name] / small[name], "times", **facts)


def measured(count: int) -> dict[str, float]:
    """The p95 of each page in ms, by a process of its own over a database of its own."""
    folder = os.environ.get("DELEK_SIZES") or tempfile.gettempdir()
    env = os.environ | {"DELEK_DATA": str(Path(folder) / f"delek-size-{count}")}
    if "DATABASE_URL" in env:
        env["DATABASE_URL"] = named(env["DATABASE_URL"], f"size_{count}")
    Path(env["DELEK_DATA"]).mkdir(exist_ok=True)
    command = [sys.executable, "-m", "bench.size", str(count)]
    found = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE)
    answer: dict[str, float] = json.loads(found.stdout.splitlines()[-1])
    return answer


def named(url: str, name: str) -> str:
    """The address of another database on the same server; made where it is missing."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def one(count: int) -> None:
    """Fill this database up to so many cases, serve it, ask."""
    prepare()
    from delek.config.demo.build import build
    from delek.config.demo.scale import fill
    from delek.foundation.clock import now

    at = now()
    build(stage="empty", at=at)
    fill(count, at=at, say=lambda text: print(text, file=sys.stderr))
    with granian(2) as port:
        print(json.dumps({name: p95(port, path, signed_in(login)) for name, (login, path) in ASKED.items()}))


def signed_in(login: str) -> str:
    """The session of a person, as a cookie."""
    from django.test import Client

    from delek.core.people.models import Person

    client = Client()
    client.force_login(Person.objects.get(login=login))
    return f"sessionid={client.cookies['sessionid'].value}"


def p95(port: int, path: str, cookie: str) -> float:
    """In ms, of one client that asks again and again."""
    asked = question("GET", path, {"Cookie": cookie})
    hammer(port, lambda: asked, lambda status, _: status == 200, 1, 1)
    times, _seconds = hammer(port, lambda: asked, lambda status, _: status == 200, 1, SECONDS)
    return percentile(times, 0.95) * 1000


if __name__ == "__main__":
    one(int(sys.argv[1]))
