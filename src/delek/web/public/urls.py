"""The sitemap of this audience."""

from django.urls import path

from . import calling, codes, following, home, offline, own, policies, policy_asking, reporting, speaking, team, wording

urlpatterns = [
    path("", home.home, name="home"),
    path("q/<str:token>", codes.code, name="code"),
    path("check", codes.check, name="check"),
    path("report", reporting.report, name="report"),
    path("policies", policies.policies, name="policies"),
    path("policies/<slug:key>", policies.policy, name="policy"),
    path("policies/<slug:key>/ask", policy_asking.ask, name="policy_ask"),
    path("staff", team.staff, name="staff"),
    path("staff/photos/<str:key>", team.photo, name="staff_photo"),
    path("staff/call", calling.call, name="call"),
    path("me", own.me, name="me"),
    path("me/code", own.code, name="me_code"),
    path("me/out", own.out, name="me_out"),
    path("me/data.json", own.data, name="me_data"),
    path("me/<int:pk>", own.right, name="me_right"),
    path("me/<int:pk>/erase", own.erase, name="me_erase"),
    path("privacy", home.privacy, name="privacy"),
    path("sw.js", offline.worker, name="worker"),
    path("offline", offline.page, name="offline"),
    path("wrong-word", wording.wrong_word, name="wrong_word"),
    path("clips/<str:language>/<slug:label>/<str:name>", wording.label_clip, name="label_clip"),
    path("r/<str:token>.json", following.status, name="status"),
    path("r/<str:token>", following.case, name="case"),
    path("r/<str:token>/receipt", following.receipt, name="receipt"),
    path("r/<str:token>/media/<str:key>/<str:size>", following.media, name="case_media"),
    path("r/<str:token>/call", calling.live, name="case_call"),
    path("r/<str:token>/cancel", calling.cancel, name="case_cancel"),
    path("r/<str:token>/word", speaking.word, name="case_word"),
    path("r/<str:token>/answer", speaking.reply, name="case_answer"),
    path("r/<str:token>/reopen", speaking.reopen, name="case_reopen"),
]
