"""Django's settings; everything that differs between installations comes from the environment."""

import hashlib
import os
from urllib.parse import urlsplit

import django.conf.locale
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from . import environment

DATA = environment.data_folder()
DEMO = environment.flag("DELEK_DEMO")
ORIGIN = os.environ.get("DELEK_HOST", "http://127.0.0.1:8000").rstrip("/")
SECURE = ORIGIN.startswith("https:")
SECRET_KEY = environment.secret_key(DATA)
CODE_KEY = hashlib.sha256(b"code" + SECRET_KEY.encode()).digest()
PUSH_KEY = hashlib.sha256(b"push" + SECRET_KEY.encode()).digest()
RECEIPT_KEY = hashlib.sha256(b"receipt" + SECRET_KEY.encode()).digest()
DEBUG = False
ALLOWED_HOSTS = [urlsplit(ORIGIN).hostname or "127.0.0.1", "127.0.0.1", "localhost"]
DATABASES = {"default": environment.database(DATA)}
MEDIA_FOLDER = DATA / "media"
if os.environ.get("DELEK_MEDIA_URL", "").startswith("file://"):
    MEDIA_FOLDER = type(DATA)(urlsplit(os.environ["DELEK_MEDIA_URL"]).path)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "delek.core.timeline",
    "delek.core.media",
    "delek.core.wording",
    "delek.core.places",
    "delek.core.people",
    "delek.core.printing",
    "delek.core.schedule",
    "delek.core.content",
    "delek.core.cases",
    "delek.core.partners",
    "delek.web",
    "delek.config",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "delek.web.compression.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "delek.web.trouble.TroubleMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "delek.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "delek.web.staff.StaffMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "delek.config.urls"
WSGI_APPLICATION = "delek.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [environment.ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "delek.web.context.page",
            ],
        },
    }
]

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "delek.web.staff.Adapter"
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/5m/key"}
ACCOUNT_USERNAME_MIN_LENGTH = 2
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
SECOND_FACTOR_REQUIRED = not DEMO
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/start"
IDLE_SECONDS = 30 * 60
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("bo", _("Tibetan")), ("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [environment.ROOT / "locale"]
django.conf.locale.LANG_INFO["bo"] = {"bidi": False, "code": "bo", "name": "Tibetan", "name_local": "བོད་ཡིག"}
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [
    ("css", environment.ROOT / "static" / "css"),
    ("js", environment.ROOT / "static" / "js"),
    ("fonts", environment.ROOT / "static" / "fonts"),
    ("icons", environment.ROOT / "static" / "icons"),
]
STATICFILES_DIRS = [entry for entry in STATICFILES_DIRS if entry[1].exists()]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 12
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "blob:", "data:"],
        "media-src": [SELF, "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

if os.environ.get("DELEK_FLOODS") == "off":
    FLOOD_LIMITS: dict[str, tuple[int, int]] = {}  # load tests come from one address

SMS_URL = os.environ.get("DELEK_SMS_URL", "")
SMS_KEY = os.environ.get("DELEK_SMS_KEY", "")
MAIL_URL = os.environ.get("DELEK_MAIL_URL", "")
MAIL_FROM = os.environ.get("DELEK_MAIL_FROM", "")
PUSH = os.environ.get("DELEK_PUSH", "on")
HOOKS_ANYWHERE = os.environ.get("DELEK_HOOKS") == "anywhere"  # the same for programs that are told of changes
PUSH_ANYWHERE = PUSH == "anywhere"  # tests and trials: services on this machine, without https

LOGGING_CONFIG = None
