"""The application `cases`."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "delek.core.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
