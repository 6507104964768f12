"""The audiences."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "delek.web"
    label = "web"
