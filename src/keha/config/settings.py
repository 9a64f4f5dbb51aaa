"""Settings of a running Kehä. What differs between installations comes from the environment (see docs/guides)."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.csp import CSP

from keha.runtime import home

HOME = home.folder()
SECRETS = home.secrets()
STORY = os.environ.get("KEHA_STORY") == "1"  # the demonstration: loopback only, everybody may become anybody
TESTING = os.environ.get("KEHA_TESTING") == "1"
ORIGIN = os.environ.get("KEHA_ORIGIN", "")

SECRET_KEY = SECRETS["pages"].hex()
CONTEXT_KEY = SECRETS["context"]
CODE_KEY = SECRETS["codes"]
PIN_KEY = SECRETS["pins"]
NOTICE_KEY, VAPID_KEY = SECRETS["notices"], SECRETS["vapid"]
IDENTITY_KEY = SECRETS["identity"]
CONTEXT_LIFETIME = 120
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"] + ([urlsplit(ORIGIN).hostname or ""] if ORIGIN else [])
CSRF_TRUSTED_ORIGINS = [ORIGIN] if ORIGIN else []

INSTALLED_APPS = [
    "keha.foundation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "django_htmx",
    "keha.organisation",
    "keha.presence",
    "keha.shifts",
    "keha.notices",
    "keha.agreements",
    "keha.skills",
    "keha.questions",
    "keha.integrations",
    "keha.insights",
    "keha.web.components",
    "keha.web.shell",
    "keha.web.door",
    "keha.web.today",
    "keha.web.questions",
    "keha.web.agreements",
    "keha.web.integrations",
    "keha.web.team",
    "keha.web.me",
    "keha.web.numbers",
    "keha.web.offline",
    "keha.web.rounds",
    "keha.web.rights",
    "keha.web.notices",
    "keha.web.presence",
    "keha.web.shifts",
    "keha.web.skills",
    "keha.web.insights",
    "keha.web.tablets",
    "keha.web.people",
    "keha.web.demo",
    "keha.config",
]
MIDDLEWARE = [
    "keha.web.shell.middleware.Headers",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "keha.web.shell.middleware.BodyLimit",
    "django.middleware.gzip.GZipMiddleware",  # pads each reply at random, so that its length tells nothing
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "keha.web.shell.tenancy.Tenancy",
    "keha.web.shell.formkeys.FormKeys",
]
ROOT_URLCONF = "keha.config.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "keha.web.shell.context.shell",
            ],
            "builtins": ["keha.web.shell.templatetags.keha_forms"],
        },
    }
]


def _database(url: str) -> dict[str, object]:
    """A Django database from postgresql://user:password@host:port/name?host=/socket/folder."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or parts.hostname or "",
        "PORT": query.get("port") or parts.port or "",
        "OPTIONS": {"server_side_binding": True, "options": "-c TimeZone=UTC -c lock_timeout=10000"},
    }


DATABASES: dict[str, dict[str, object]] = {}
if _app := os.environ.get("KEHA_APP_URL"):
    DATABASES["default"] = _database(_app) | {"ENGINE": "keha.foundation.engine"}
    if not TESTING:
        DATABASES["default"]["OPTIONS"] = {
            **DATABASES["default"]["OPTIONS"],  # type: ignore[dict-item]
            "pool": {"min_size": 2, "max_size": int(os.environ.get("KEHA_POOL", "10")), "timeout": 10},
        }
if _owner := os.environ.get("KEHA_OWNER_URL"):
    DATABASES["owner"] = _database(_owner) | {"TEST": {"DEPENDENCIES": []}}
DATABASE_ROUTERS = ["keha.foundation.router.OwnerMigrates"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
JOBS_URL = os.environ.get("KEHA_JOBS_URL", "")

AUTH_USER_MODEL = "organisation.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = STORY
MFA_ADAPTER = "keha.web.door.adapter.Adapter"
SESSION_ENGINE = "keha.organisation.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "keha.web.shell.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
LANGUAGE_COOKIE_NAME = "keha-language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
if not STORY:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-keha-session", "__Host-keha-csrf"
    TABLET_COOKIE_NAME, KNOWN_COOKIE_NAME = "__Host-keha-tablet", "__Host-keha-known"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = os.environ.get("KEHA_BEHIND_TLS") == "1"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("KEHA_BEHIND_TLS") == "1" else None
else:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "keha-session", "keha-csrf"
    TABLET_COOKIE_NAME, KNOWN_COOKIE_NAME = "keha-tablet", "keha-known"
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

SMTP_URL = os.environ.get("KEHA_SMTP_URL", "")  # smtp:// with STARTTLS, smtps://; name and password in it
MAIL_FROM = os.environ.get("KEHA_MAIL_FROM", "")
FEEDBACK_ADDRESS = os.environ.get("KEHA_FEEDBACK", "")

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "suomi"), ("sv", "svenska"), ("en", "English")]
LOCALE_PATHS = [home.project() / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"
STATIC_URL = "/static/"
STATICFILES_DIRS = [home.project() / "src" / "keha" / "web" / "static"]
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage" if TESTING else "keha.web.shell.files.LeanFiles"
        )
    },
}
WHITENOISE_USE_FINDERS = TESTING
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
UPLOAD_PATHS, UPLOAD_MAX_SIZE = (
    ("/rules/import/", "/people/import/", "/shifts/import/"),
    10_500_000,
)  # a file and its form; no other address takes as much
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
SILENCED_SYSTEM_CHECKS = ["security.W008", "security.W012", "security.W016"] if STORY else ["security.W008"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "keha.foundation.logs.OneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"keha": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
