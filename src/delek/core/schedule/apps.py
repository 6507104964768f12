"""The application `schedule`."""

from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    name = "delek.core.schedule"
    label = "schedule"
    default_auto_field = "django.db.models.BigAutoField"
