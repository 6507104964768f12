"""The sitemap of the workers' phone."""

from django.urls import path

from delek.web.casework.media import media

from . import calling, views

urlpatterns = [
    path("", views.todo_list, name="field"),
    path("more", views.more, name="field_more"),
    path("cases/<int:pk>", views.case, name="field_case"),
    path("calls", calling.calls, name="field_calls"),
    path("introduction", calling.introduction, name="field_introduction"),
    path("duty", calling.duty, name="field_duty"),
    path("cases/<int:pk>/here", views.here, name="field_here"),
    path("cases/<int:pk>/tap", calling.tap, name="field_tap"),
    path("cases/<int:pk>/moves", views.moves, name="field_moves"),
    path("cases/<int:pk>/reporter", views.reporter, name="field_reporter"),
    path("media/<str:key>/<str:size>", media, name="field_media"),
]
