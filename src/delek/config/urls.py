"""The sitemap."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import include, path

from delek.web.access import public, signed_in
from delek.web.signin import start

handler400 = "delek.web.trouble.bad"
handler403 = "delek.web.trouble.forbidden"
handler404 = "delek.web.trouble.not_found"
handler500 = "delek.web.trouble.broken"
FACTORS = [
    path("", signed_in(factors.index), name="mfa_index"),
    path("authenticate/", public(factors.authenticate), name="mfa_authenticate"),
    path("reauthenticate/", signed_in(factors.reauthenticate), name="mfa_reauthenticate"),
    path("totp/activate/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("totp/deactivate/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("recovery-codes/", signed_in(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("recovery-codes/generate/", signed_in(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("recovery-codes/download/", signed_in(recovery.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("webauthn/", signed_in(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("webauthn/add/", signed_in(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("webauthn/reauthenticate/", signed_in(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("webauthn/keys/<int:pk>/remove/", signed_in(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("webauthn/keys/<int:pk>/edit/", signed_in(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("webauthn/login/", public(passkeys.login_webauthn), name="mfa_login_webauthn"),
]
urlpatterns = [
    path("start", start, name="start"),
    path("", include("delek.web.public.urls")),
    path("desk/", include("delek.web.desk.urls")),
    path("field/", include("delek.web.field.urls")),
    path("manage/", include("delek.web.manage.urls")),
    path("", include("delek.api.urls")),
    path("", include("delek.web.health")),
    path("account/login/", public(account.login), name="account_login"),
    path("account/logout/", public(account.logout), name="account_logout"),
    path("account/reauthenticate/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("account/password/change/", signed_in(account.password_change), name="account_change_password"),
    path("account/2fa/", include(FACTORS)),
]
