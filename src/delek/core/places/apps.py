"""The application `places`."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "delek.core.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"
