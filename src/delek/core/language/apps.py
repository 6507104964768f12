"""The application `language`."""

from django.apps import AppConfig


class LanguageConfig(AppConfig):
    name = "delek.core.language"
    label = "language"
    default_auto_field = "django.db.models.BigAutoField"
