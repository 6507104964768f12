"""The command line: `delek <verb>`."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path


def parser() -> argparse.ArgumentParser:
    """Every verb and its options."""
    top = argparse.ArgumentParser(prog="delek", description="The service platform of a neighbourhood.")
    verbs = top.add_subparsers(dest="verb", required=True)
    verbs.add_parser("migrate", help="bring the database up to date and load the start set")
    for name, words in (
        ("serve", "serve the pages and do the timed work"),
        ("demo", "the same with the model community"),
    ):
        verb = verbs.add_parser(name, help=words)
        verb.add_argument("--host", default="127.0.0.1")
        verb.add_argument("--port", type=int, default=8000)
        if name == "demo":
            verb.add_argument("--stage", choices=("year", "office", "storm", "empty"), default="year")
            verb.add_argument("--scale", type=int, default=0, help="fill up to so many cases, of a whole prefecture")
            verb.add_argument("--real", type=Path, help="with --scale: a CSV whose opened and closed say how long")
            verb.add_argument("--reset", action="store_true", help="throw the demo's data away first")
    _add_posters(verbs.add_parser("posters", help="print posters or household cards to a PDF file"))
    verbs.add_parser("jobs", help="the timed work alone, beside web workers")
    verb = verbs.add_parser("verify", help="check chains, seals, statements and stored files")
    verb.add_argument("--seal", default="", help="a seal that was noted: is it among those kept?")
    verbs.add_parser("doctor", help="say in plain words what is wrong")
    for name, words in (("backup", "write everything to one tar file"), ("restore", "fill an empty installation")):
        verb = verbs.add_parser(name, help=words)
        verb.add_argument("file", type=Path)
        if name == "backup":
            verb.add_argument("--with-key", action="store_true", help="put the secret key into the file too")
    return top


def _add_posters(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--what", choices=("posters", "cards"), default="posters")
    verb.add_argument("--place", default="", help="key of a point, grid or community (default: the only one)")
    verb.add_argument("--paper", choices=("a4", "a3"), default="a4")
    verb.add_argument("--copies", type=int, default=25, help="cards for each point")
    verb.add_argument("--to", type=Path, required=True, help="the file to write")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; its exit code."""
    given = parser().parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "delek.config.settings")
    if given.verb == "demo":
        _prepare_demo(given)
    elif given.verb == "serve":
        os.environ.setdefault("DELEK_HOST", f"http://{_named(given.host)}:{given.port}")
    import django

    django.setup()
    return _run(given)


def _named(host: str) -> str:
    """This computer by its name: a passkey belongs to a name and never to a number."""
    return "localhost" if host == "127.0.0.1" else host


def _prepare_demo(given: argparse.Namespace) -> None:
    os.environ["DELEK_DEMO"] = "1"
    os.environ.setdefault("DELEK_HOST", f"http://{_named(given.host)}:{given.port}")
    if given.reset:
        from .demo.reset import reset

        reset()


def _fill(given: argparse.Namespace) -> None:
    from django.conf import settings

    from delek.foundation.clock import now

    from .demo.build import build, greet

    at = now()
    build(stage=given.stage, at=at)
    if given.scale:
        from .demo.scale import fill

        fill(given.scale, at=at, real=given.real)
    greet(settings.ORIGIN)


def _run(given: argparse.Namespace) -> int:
    from . import serve, upkeep

    if given.verb in ("serve", "demo"):
        upkeep.migrate()
        if given.verb == "demo":
            _fill(given)
        return serve.serve(host=given.host, port=given.port)
    if given.verb == "jobs":
        return serve.jobs()
    if given.verb == "posters":
        from .posters import posters

        return posters(given)
    if given.verb in ("backup", "restore"):
        from . import backup

        if given.verb == "backup":
            return backup.backup(given.file, with_key=given.with_key)
        return backup.restore(given.file)
    checks = {"migrate": upkeep.migrate, "verify": lambda: upkeep.verify(given.seal), "doctor": upkeep.doctor}
    return checks[given.verb]()


if __name__ == "__main__":
    sys.exit(main())
