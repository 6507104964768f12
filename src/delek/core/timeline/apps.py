"""The application `timeline`."""

from django.apps import AppConfig


class TimelineConfig(AppConfig):
    name = "delek.core.timeline"
    label = "timeline"
    default_auto_field = "django.db.models.BigAutoField"
