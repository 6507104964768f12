"""One column in three languages."""

from typing import Any

from django.db import models

from delek.foundation.words import Words


class WordsField(models.JSONField):
    """Stores :class:`Words` as a JSON object with the keys ``bo``, ``zh``, ``en``; never null."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Words)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Words:
        return Words.from_json(super().from_db_value(value, expression, connection))

    def to_python(self, value: Any) -> Words:
        return value if isinstance(value, Words) else Words.from_json(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        plain = value.as_json() if isinstance(value, Words) else value
        return super().get_db_prep_value(plain, connection, prepared)

    def value_to_string(self, obj: models.Model) -> Any:
        return self.value_from_object(obj).as_json()
