"""Rows by statements written out: for the ways of a report and of its page, where the ORM takes twice as long."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models

M = TypeVar("M", bound=models.Model)
N = TypeVar("N", bound=models.Model)
NAMES: dict[str, tuple[str, ...]] = {}
Column = tuple[int, list[Callable[..., Any]], Any]
AS_THEY_ARE = {
    "BigAutoField", "BigIntegerField", "BooleanField", "CharField", "IntegerField", "PositiveIntegerField",
    "PositiveSmallIntegerField", "SmallIntegerField", "TextField",
}  # fmt: skip
"""What both databases take as Python has it."""


def read(model: type[M], sql: str, values: Sequence[str | int]) -> list[M]:
    """The rows of a statement that selects every column of one table; other columns become attributes of the row."""
    names, rows = _fetch(sql, values)
    columns, others = _columns(model, names)
    return [_row(model, columns, others, found) for found in rows]


def read_beside(
    model: type[M], beside: type[N], sql: str, values: Sequence[str | int]
) -> list[tuple[M, N]]:
    """The rows of a statement that selects every column of one table, then every column of another."""
    names, rows = _fetch(sql, values)
    end = len(model._meta.concrete_fields)
    first, second = _columns(model, names[:end])[0], _columns(beside, names[end:])[0]
    return [(_row(model, first, [], found[:end]), _row(beside, second, [], found[end:])) for found in rows]


def _fetch(sql: str, values: Sequence[str | int]) -> tuple[tuple[str, ...], list[Any]]:
    """The names of a statement's columns, asked of the database once for each statement, and its rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        if sql not in NAMES:
            NAMES[sql] = tuple(column[0] for column in cursor.description)
        return NAMES[sql], cursor.fetchall()


def insert(*rows: models.Model) -> None:
    """Store new rows of one table with one statement and set their ids, in order; nothing for no rows.

    The constraints of the table hold as they do for ``save``; the ids of what a row points to must be known.
    """
    if not rows:
        return
    fields, sql = _statement(type(rows[0]), len(rows))
    values = [
        prepare(getattr(row, name), connection) if prepare else getattr(row, name)
        for row in rows
        for name, prepare in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for row, (pk,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = pk
            row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@lru_cache(maxsize=64)
def _statement(model: type[models.Model], count: int) -> tuple[list[tuple[str, Callable[..., Any] | None]], str]:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * count)
    table, key = quote(model._meta.db_table), quote(str(model._meta.pk.column))
    sql = f"INSERT INTO {table} ({columns}) VALUES {marks} RETURNING {key}"  # noqa: S608 - all names are ours
    return [(field.attname, None if _as_it_is(field) else field.get_db_prep_save) for field in fields], sql


def _as_it_is(field: Any) -> bool:
    """Whether a value needs no preparing; only Django's own fields, as another may say so and mean more."""
    target: Any = field.target_field if isinstance(field, models.ForeignKey) else field
    return type(target).__module__.startswith("django.db.models") and target.get_internal_type() in AS_THEY_ARE


@lru_cache(maxsize=64)
def _columns(model: type[models.Model], names: tuple[str, ...]) -> tuple[list[Column], list[tuple[int, str]]]:
    """Where each field of the model stands and what makes Python's value of it; then the columns of no field."""
    columns = []
    for field in model._meta.concrete_fields:
        expression = field.get_col(model._meta.db_table)
        turns = connection.ops.get_db_converters(expression) + expression.get_db_converters(connection)
        columns.append((names.index(str(field.column)), turns, expression))
    known = {at for at, _, _ in columns}
    return columns, [(at, name) for at, name in enumerate(names) if at not in known]


def _row(model: type[M], columns: list[Column], others: list[tuple[int, str]], found: Sequence[Any]) -> M:
    values = []
    for at, turns, expression in columns:
        value = found[at]
        for turn in turns:
            value = turn(value, expression, connection)
        values.append(value)
    row = model(*values)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    for at, name in others:
        setattr(row, name, found[at])
    return row
