"""The application `media`."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "delek.core.media"
    label = "media"
    default_auto_field = "django.db.models.BigAutoField"
