"""The sitemap."""

from allauth.account import views as account
from django.urls import include, path

from delek.web.access import public

urlpatterns = [
    path("", include("delek.web.public.urls")),
    path("desk/", include("delek.web.desk.urls")),
    path("field/", include("delek.web.field.urls")),
    path("manage/", include("delek.web.manage.urls")),
    path("", include("delek.web.health")),
    path("account/login/", public(account.login), name="account_login"),
    path("account/logout/", public(account.logout), name="account_logout"),
    path("account/reauthenticate/", public(account.reauthenticate), name="account_reauthenticate"),
    path("account/password/change/", public(account.password_change), name="account_change_password"),
    path("account/2fa/", include("allauth.mfa.urls")),
]
