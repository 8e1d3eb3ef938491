"""Django settings: safe by default; a few environment variables decide the rest (docs/operations.md)."""

from __future__ import annotations

import functools
import gc
import json
import os
from pathlib import Path

from django.utils.functional import lazy

from gongbao.platform.db import secrets, target

# Rosters make hundreds of thousands of objects that live as long as the request: collect less often.
gc.set_threshold(50_000, 10, 10)

PACKAGE = Path(__file__).resolve().parent
GONGBAO_DATA = target.data_folder()
ONLINE_BANK = os.environ.get("GONGBAO_ONLINE_BANK", "gongbao.platform.collections.localbank.LocalDebitBank")
"""The class that debits accounts at once; the default is a local stand-in and no bank."""
PAYMENT_CHANNEL = os.environ.get(
    "GONGBAO_PAYMENT_CHANNEL", "gongbao.platform.banking.paying.LocalPaymentChannel"
)
"""The class through which fees are paid at once; the default is a local stand-in and no payment service."""
GONGBAO_DEMO = os.environ.get("GONGBAO_DEMO") == "1"
GONGBAO_FOOTER = json.loads(os.environ.get("GONGBAO_FOOTER", "{}"))
DEBUG = os.environ.get("GONGBAO_DEBUG") == "1"
TLS = os.environ.get("GONGBAO_TLS") == "1"

# Worked out from the master key when first used, so that importing the settings writes no file.
SECRET_KEY = lazy(
    functools.cache(
        lambda: os.environ.get("GONGBAO_SECRET_KEY") or secrets.fingerprint("sessions", "django")
    ),
    str,
)()
ALLOWED_HOSTS = os.environ.get("GONGBAO_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if TLS else []

GENERIC = [
    "db", "access", "audit", "jobs", "cases", "casework", "parties", "registers", "notices", "funds",
    "letters", "messages", "files",
]  # fmt: skip
# Every other Django app under platform/ belongs to a room, or to several, and is found by itself.
PLATFORM = [
    *GENERIC,
    *sorted(p.parent.name for p in PACKAGE.glob("platform/*/apps.py") if p.parent.name not in GENERIC),
]

GONGBAO_APPS = [*(f"gongbao.platform.{name}" for name in PLATFORM), "gongbao.web"]
INSTALLED_APPS = [
    *GONGBAO_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gongbao.web.api.keyed.KeyedMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "gongbao.web.i18n.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "gongbao.web.middleware.DisplayMiddleware",
    "gongbao.web.middleware.FormsOnlyMiddleware",
    "gongbao.web.shared.acting.ActorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "gongbao.web.seen.SeenMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "gongbao.web.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "gongbao.web.context.look",
            ],
        },
    }
]

_DATABASE = {
    "ENGINE": "gongbao.platform.db.engine",
    "NAME": "gongbao",
    "CONN_MAX_AGE": None,
    "CONN_HEALTH_CHECKS": True,
    "DISABLE_SERVER_SIDE_CURSORS": False,
}
DATABASES = {
    "default": {**_DATABASE, "TEST": {"DEPENDENCIES": ["owner"]}},
    "owner": {**_DATABASE, "CONN_MAX_AGE": 0, "OPTIONS": {"owner": True}, "TEST": {"DEPENDENCIES": []}},
}
DATABASE_ROUTERS = ["gongbao.platform.db.router.OwnerMigrates"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "parties.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ["login", "name", "email"]}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]  # fmt: skip
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = False  # django-axes counts failures, in the database
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "gongbao.platform.parties.adapters.SealedFactors"
MFA_TOTP_ISSUER = "公报 Gongbao"
USERSESSIONS_TRACK_ACTIVITY = True
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "gongbao.platform.parties.adapters.attempted_login"
AXES_RESET_ON_SUCCESS = True
AXES_IPWARE_PROXY_COUNT = int(os.environ.get("GONGBAO_PROXIES", "0"))
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_CALLABLE = "gongbao.web.public.views_pages.locked_out"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATIC_ROOT = GONGBAO_DATA / "static"
WHITENOISE_USE_FINDERS = True

SESSION_ENGINE = "gongbao.web.session_store"
SESSION_COOKIE_NAME = "gongbao_session"
SESSION_COOKIE_AGE = 8 * 3600  # seconds; a working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = TLS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "gongbao.web.public.views_pages.csrf_failed"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = TLS
SECURE_SSL_REDIRECT = False  # the proxy that ends TLS redirects
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_PERMISSIONS = 0o600
