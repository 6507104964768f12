"""The town is built by the real verbs once in each process; every test after gets the very same rows at once."""

import pickle
from functools import cache

from django.apps import apps
from django.db import connection

from tests.town import Town, build

FRAMEWORK = {"auth", "contenttypes"}
"""What the framework fills while it migrates; no row of ours names it."""
Rows = dict[str, list[tuple[object, ...]]]


def again() -> Town:
    """The town, in the database and in hand; nothing that another test did to it is left."""
    if not _first:
        town = build()
        _first.append((pickle.dumps(town), _rows()))
        return town
    pickled, rows = _first[0]
    _insert(rows)
    town = pickle.loads(pickled)  # noqa: S301 - written above
    assert isinstance(town, Town)
    return town


_first: list[tuple[bytes, Rows]] = []


@cache
def _tables() -> list[str]:
    return [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in FRAMEWORK
    ]


def _rows() -> Rows:
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables
            if rows := cursor.fetchall():
                found[table] = rows
    return found


def _insert(rows: Rows) -> None:
    """One statement a table. Numbers drawn later begin above: the sequences remember the first building."""
    with connection.cursor() as cursor:
        for table, lines in rows.items():
            places = ", ".join([f"({', '.join(['%s'] * len(lines[0]))})"] * len(lines))
            values = [value for line in lines for value in line]
            cursor.execute(f"INSERT INTO {connection.ops.quote_name(table)} VALUES {places}", values)  # noqa: S608
