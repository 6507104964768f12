"""The application `wording`."""

from django.apps import AppConfig


class WordingConfig(AppConfig):
    name = "delek.core.wording"
    label = "wording"
    default_auto_field = "django.db.models.BigAutoField"
