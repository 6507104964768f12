"""The sitemap of the settings."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.manage, name="manage"),
]
