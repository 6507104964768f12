"""The sitemap of the settings."""

from django.urls import path

from . import days, kept, policies, policy_review, rules, setup, views, where, who

urlpatterns = [
    path("setup/", setup.setup, name="setup"),
    path("", views.manage, name="manage"),
    path("places/", where.list_places, name="manage_places"),
    path("places/<int:pk>", where.change, name="manage_place"),
    path("places/<int:pk>/add", where.add, name="manage_place_add"),
    path("places/<int:pk>/codes", where.codes, name="manage_codes"),
    path("places/<int:pk>/codes/<int:code>/retire", where.retire, name="manage_code_retire"),
    path("people/", who.list_people, name="manage_people"),
    path("people/appoint", who.appoint, name="manage_appoint"),
    path("people/<int:pk>/end", who.end, name="manage_post_end"),
    path("kinds/", who.list_kinds, name="manage_kinds"),
    path("kinds/<int:pk>", who.kind, name="manage_kind"),
    path("team/", who.team, name="manage_team"),
    path("team/set", who.team_line, name="manage_team_line"),
    path("categories/", rules.categories, name="manage_categories"),
    path("categories/<int:pk>", rules.category, name="manage_category"),
    path("limits/", rules.limits, name="manage_limits"),
    path("limits/<int:pk>", rules.limit, name="manage_limit"),
    path("texts/", rules.texts, name="manage_texts"),
    path("texts/<str:key>", rules.text, name="manage_text"),
    path("calendar/", days.calendar, name="manage_calendar"),
    path("calendar/year", days.year, name="manage_year"),
    path("calendar/day", days.day, name="manage_day"),
    path("calendar/<int:pk>/clear", days.clear, name="manage_day_clear"),
    path("kept/", kept.kept, name="manage_kept"),
    path("calendar/hours", days.hours, name="manage_hours"),
    path("policies/", policies.list_policies, name="manage_policies"),
    path("policies/add", policies.add, name="manage_policy_add"),
    path("policies/<int:pk>", policies.edit, name="manage_policy"),
    path("policies/<int:pk>/history", policies.history_of, name="manage_policy_history"),
    path("policies/<int:pk>/compare", policies.compare, name="manage_policy_compare"),
    path("policies/<int:pk>/withdraw", policies.take_away, name="manage_policy_withdraw"),
    path("policies/<int:pk>/bring-back", policies.put_back, name="manage_policy_bring_back"),
    path("policies/<int:pk>/review", policy_review.review, name="manage_policy_review"),
]
