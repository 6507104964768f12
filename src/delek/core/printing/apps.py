"""The application `printing`."""

from django.apps import AppConfig


class PrintingConfig(AppConfig):
    name = "delek.core.printing"
    label = "printing"
    default_auto_field = "django.db.models.BigAutoField"
