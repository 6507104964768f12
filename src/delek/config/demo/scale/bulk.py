"""Rows by the hundred thousand: COPY on PostgreSQL, one prepared statement on SQLite."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, models

Row = Sequence[Any]


class Table:
    """Writes rows of one model. ``names``: the columns a row gives, the id first; the others take their defaults.

    A value of a JSON column is given as its text. The constraints of the table hold as they always do.
    """

    def __init__(self, model: type[models.Model], *names: str) -> None:
        fields = {field.attname: field for field in model._meta.concrete_fields}
        rest = [name for name in fields if name not in names]
        self.model = model
        self.last = model._default_manager.aggregate(last=models.Max("pk"))["last"] or 0
        self._columns = [str(fields[name].column) for name in (*names, *rest)]
        self._defaults = [_plain(fields[name].get_default()) for name in rest]

    def next_id(self) -> int:
        self.last += 1
        return int(self.last)

    def write(self, rows: Iterable[Row]) -> None:
        quote = connection.ops.quote_name
        table, columns = quote(self.model._meta.db_table), ", ".join(map(quote, self._columns))
        whole = (chain(row, self._defaults) for row in rows)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    for row in whole:
                        copy.write_row(tuple(row))
                return
            marks = ", ".join(["?"] * len(self._columns))
            sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - all names are ours
            turn = FOR_SQLITE.get
            plain = ([made(value) if (made := turn(type(value))) else value for value in row] for row in whole)
            cursor.connection.executemany(sql, plain)


def settle(*tables: Table) -> None:
    """Let the database give out ids behind those that were written, and know how the rows lie."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables]):
            cursor.execute(sql)
        cursor.execute("ANALYZE")


def _plain(value: Any) -> Any:
    return '{"bo": "", "zh": "", "en": ""}' if hasattr(value, "as_json") else value


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")


FOR_SQLITE: dict[type, Callable[[Any], Any]] = {
    datetime: _moment,
    timedelta: lambda value: value // timedelta(microseconds=1),
    UUID: lambda value: value.hex,
}
"""As Django stores it there: moments in UTC without their zone, spans in microseconds, ids in hex."""
