"""Django's settings, all of them from `newsloom.environment`; read by Django alone, once, at `setup.configure`."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from newsloom.site.database import database_of
from newsloom.site.headers import POLICY
from newsloom.site.logs import logging_of
from newsloom.site.setup import environment, secret_key

ENVIRONMENT = environment()
SITE = Path(__file__).parent

DEBUG = ENVIRONMENT.debug
SECRET_KEY = secret_key(ENVIRONMENT)
ALLOWED_HOSTS = list(dict.fromkeys((*ENVIRONMENT.allowed_hosts, urlsplit(ENVIRONMENT.base_url).hostname or "")))
DATABASES = {"default": database_of(ENVIRONMENT.database_url, ENVIRONMENT.home)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "newsloom.site.urls"
WSGI_APPLICATION = "newsloom.site.wsgi.application"
AUTH_USER_MODEL = "accounts.Member"

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "newsloom.site.accounts.apps.AccountsConfig",
    "newsloom.site.newsroom.apps.NewsroomConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsloom.site.headers.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [SITE / "templates"],
        "OPTIONS": {"environment": "newsloom.site.templating.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

LANGUAGE_CODE = ENVIRONMENT.languages[0]
LANGUAGES = [
    (code, name) for code, name in (("en", _("English")), ("ar", _("Arabic"))) if code in ENVIRONMENT.languages
]
LOCALE_PATHS = [SITE / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = ENVIRONMENT.time_zone
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.home / "static"
STATICFILES_DIRS = [path for path in (SITE / "static",) if path.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "newsloom.site.static_files.StaticFiles"},
}
WHITENOISE_USE_FINDERS = True

IS_HTTPS = ENVIRONMENT.base_url.startswith("https://")
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.base_url]
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {"DIRECTIVES": POLICY}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
LOGGING_CONFIG = "newsloom.site.logs.configure"
LOGGING = logging_of(ENVIRONMENT)

UNFOLD = {
    "SITE_TITLE": ENVIRONMENT.site_name,
    "SITE_HEADER": ENVIRONMENT.site_name,
    "SITE_SYMBOL": "newspaper",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
}
