"""The house itself: commands, wiring, start set."""

from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "delek.config"
    label = "house"
