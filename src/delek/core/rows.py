"""Rows by statements written out: for the ways of a report and of its page, where the ORM takes twice as long."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models

M = TypeVar("M", bound=models.Model)
N = TypeVar("N", bound=models.Model)
Column = tuple[list[Callable[..., Any]], Any]
AS_THEY_ARE = {
    "BigAutoField", "BigIntegerField", "BooleanField", "CharField", "IntegerField", "PositiveIntegerField",
    "PositiveSmallIntegerField", "SmallIntegerField", "TextField",
}  # fmt: skip
"""What both databases take as Python has it."""


def read(model: type[M], source: str, values: Sequence[str | int], **others: str) -> list[M]:
    """Rows of one table. ``source``: the statement from its FROM on; ``others``: expressions that become attributes.

    The columns are named one by one: a column that a newer program added to the table moves none of them.
    """
    own = len(_columns(model))
    rows = []
    for found in _fetch(_selecting((model,), source, tuple(others.items())), values):
        row = _row(model, found[:own])
        for name, value in zip(others, found[own:], strict=True):
            setattr(row, name, value)
        rows.append(row)
    return rows


def read_beside(model: type[M], beside: type[N], source: str, values: Sequence[str | int]) -> list[tuple[M, N]]:
    """Rows of one table, each with its row of another."""
    own = len(_columns(model))
    rows = _fetch(_selecting((model, beside), source, ()), values)
    return [(_row(model, found[:own]), _row(beside, found[own:])) for found in rows]


def _fetch(sql: str, values: Sequence[str | int]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


@lru_cache(maxsize=64)
def _selecting(tables: tuple[type[models.Model], ...], source: str, others: tuple[tuple[str, str], ...]) -> str:
    quote = connection.ops.quote_name
    columns = [
        f"{quote(model._meta.db_table)}.{quote(str(field.column))}"
        for model in tables
        for field in model._meta.concrete_fields
    ]
    columns += [f"{expression} AS {quote(name)}" for name, expression in others]
    return f"SELECT {', '.join(columns)} {source}"


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
def _columns(model: type[models.Model]) -> list[Column]:
    """What makes Python's value of each field of the model, in the order of its fields."""
    columns = []
    for field in model._meta.concrete_fields:
        expression = field.get_col(model._meta.db_table)
        turns = connection.ops.get_db_converters(expression) + expression.get_db_converters(connection)
        columns.append((turns, expression))
    return columns


def _row(model: type[M], found: Sequence[Any]) -> M:
    values = []
    for value, (turns, expression) in zip(found, _columns(model), strict=True):
        for turn in turns:
            value = turn(value, expression, connection)  # noqa: PLW2901 - one after the other
        values.append(value)
    row = model(*values)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return row
