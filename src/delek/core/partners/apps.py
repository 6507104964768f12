"""The application `partners`."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "delek.core.partners"
    label = "partners"
    default_auto_field = "django.db.models.BigAutoField"
