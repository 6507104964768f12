"""The sitemap of the desk."""

from django.urls import path

from delek.web.casework import media

from . import announcements, concerns, messages, views
from .figures import exports
from .figures import views as figures

urlpatterns = [
    path("", views.desk, name="desk"),
    path("queue", views.queue_rows, name="desk_queue"),
    path("tabs", views.queue_tabs, name="desk_tabs"),
    path("messages", messages.messages, name="desk_messages"),
    path("figures/", figures.figures, name="desk_figures"),
    path("figures/report", exports.export, name="desk_figures_report"),
    path("figures/cases", figures.cases, name="desk_figures_cases"),
    path("cases/<int:pk>", views.case, name="desk_case"),
    path("cases/<int:pk>/here", views.here, name="desk_here"),
    path("cases/<int:pk>/moves", views.moves, name="desk_moves"),
    path("cases/<int:pk>/reporter", views.reporter, name="desk_reporter"),
    path("cases/<int:pk>/concerns", concerns.concerns, name="desk_concerns"),
    path("cases/<int:pk>/announcement", announcements.announcement, name="desk_announcement"),
    path("cases/<int:pk>/announcement/down", announcements.down, name="desk_announcement_down"),
    path("media/<str:key>/<str:size>", media.media, name="desk_media"),
]
