"""The application `people`."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "delek.core.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
