"""The application `content`."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "delek.core.content"
    label = "content"
    default_auto_field = "django.db.models.BigAutoField"
