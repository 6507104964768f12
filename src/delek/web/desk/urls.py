"""The sitemap of the desk."""

from django.urls import path

from delek.web.casework import media

from . import announcements, batch, concerns, exports, filter_form, heaps, messages, notes, reporters, saving, views
from .figures import exports as figures_exports
from .figures import views as figures

urlpatterns = [
    path("", views.desk, name="desk"),
    path("queue", views.queue_rows, name="desk_queue"),
    path("tabs", views.queue_tabs, name="desk_tabs"),
    path("filter", filter_form.filter_form, name="desk_filter"),
    path("filters/", saving.saved_filters, name="desk_filters"),
    path("filters/add", saving.save, name="desk_filters_add"),
    path("filters/<int:pk>", saving.rename, name="desk_filter_rename"),
    path("filters/<int:pk>/drop", saving.drop, name="desk_filter_drop"),
    path("export", exports.export, name="desk_export"),
    path("paper", exports.paper, name="desk_paper"),
    path("heaps/<int:pk>", heaps.heap, name="desk_heap"),
    path("heaps/<int:pk>/join", heaps.join, name="desk_heap_join"),
    path("heaps/<int:pk>/apart", heaps.apart, name="desk_heap_apart"),
    path("batch", batch.batch, name="desk_batch"),
    path("batch/go", batch.batch_go, name="desk_batch_go"),
    path("reporters", reporters.reporters, name="desk_reporters"),
    path("messages", messages.messages, name="desk_messages"),
    path("figures/", figures.figures, name="desk_figures"),
    path("figures/report", figures_exports.export, name="desk_figures_report"),
    path("figures/cases", figures.cases, name="desk_figures_cases"),
    path("cases/<int:pk>", views.case, name="desk_case"),
    path("cases/<int:pk>/here", views.here, name="desk_here"),
    path("cases/<int:pk>/moves", views.moves, name="desk_moves"),
    path("cases/<int:pk>/notes", notes.notes, name="desk_notes"),
    path("cases/<int:pk>/reporter", views.reporter, name="desk_reporter"),
    path("cases/<int:pk>/concerns", concerns.concerns, name="desk_concerns"),
    path("cases/<int:pk>/announcement", announcements.announcement, name="desk_announcement"),
    path("cases/<int:pk>/announcement/down", announcements.down, name="desk_announcement_down"),
    path("media/<str:key>/<str:size>", media.media, name="desk_media"),
]
