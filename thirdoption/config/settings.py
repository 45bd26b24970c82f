"""Django's settings: one file, told apart by the environment that the command line sets."""

import os
from pathlib import Path

from thirdoption.command import home

PACKAGE = Path(__file__).resolve().parent.parent
WEB = PACKAGE / "web"
AUDIENCES = ("street", "desk", "partners", "mine", "community", "public", "setup")

ROLE = os.environ.get("THIRDOPTION_ROLE", "app")
REHEARSAL = os.environ.get("THIRDOPTION_REHEARSAL") == "1"
"""A demo's or a test's home: nothing can be sent, and a context may bring its own time."""

HOME = home.home()
SECRET_KEY = home.secret_key()
CONTEXT_KEY = home.context_key()
FILE_KEY = home.file_key()
PHONE_KEYS = home.phone_keys()
PUSH_KEY = home.push_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("THIRDOPTION_HOSTS", "localhost,127.0.0.1").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "pgtrigger",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    *(
        f"thirdoption.program.{word}"
        for word in (
            "trail",
            "messages",
            "publications",
            "sites",
            "staff",
            "training",
            "people",
            "sharing",
            "referrals",
            "matters",
            "handoffs",
            "services",
            "care",
            "loop",
            "governance",
            "reports",
        )
    ),
    "thirdoption.web.kit",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # hides a page's length by random bytes, so that compressing tells nothing of what is in it (BREACH)
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "thirdoption.web.kit.cookies.Sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "thirdoption.web.kit.cookies.FormToken",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "thirdoption.web.kit.middleware.answer",
]
if REHEARSAL:
    # after signing in is known, so that a page can be shown as somebody made up
    MIDDLEWARE.insert(
        MIDDLEWARE.index("django.contrib.auth.middleware.AuthenticationMiddleware") + 1,
        "thirdoption.demo.stepping.as_role",
    )

ROOT_URLCONF = "thirdoption.config.urls"
WSGI_APPLICATION = "thirdoption.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            WEB / "kit" / "templates",
            *(WEB / audience / "templates" for audience in AUDIENCES),
            PACKAGE / "demo" / "templates",
        ],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "thirdoption.web.kit.context.page",
                *(["thirdoption.demo.strip.context"] if REHEARSAL else []),
            ],
            "builtins": ["django.templatetags.i18n", "thirdoption.web.kit.templatetags.kit"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]


# a page's rows are in memory and few: no plan gains from compiling, or from reading a whole table of grants
_SERVER = "-c jit=off -c random_page_cost=1.1"


def _database(role: str) -> dict[str, object]:
    parts = home.conninfo(role)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ.get("THIRDOPTION_DATABASE") or parts.pop("dbname", "thirdoption"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": {
            **{key: value for key, value in parts.items() if key != "dbname"},
            "server_side_binding": True,
            "prepare_threshold": 1,
            "options": f"{parts.get('options', '')} {_SERVER}".strip(),
        },
        "TEST": {"MIGRATE": False},
    }


DATABASES = {"default": _database(ROLE)}
# only a job process draws a report's cut; a web process never holds this connection
REPORTER = home.conninfo("reporter") if os.environ.get("THIRDOPTION_JOBS") == "1" else None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "staff.User"
AUTHENTICATION_BACKENDS = ["thirdoption.web.kit.signin.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "public:home"
ACCOUNT_ADAPTER = "thirdoption.web.kit.signin.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
# five wrong passwords for one account in a quarter of an hour, whoever asks
# an address may be a whole station's: it is slowed, an account is locked
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "5/15m/key,200/15m/ip",
    "ask": "10/h/key",
    "link": "20/h/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("THIRDOPTION_HTTPS") == "1" else 0

# half an hour idle, twelve hours in all (the latter in web/kit/guards.py)
SESSION_COOKIE_AGE = 30 * 60
SESSION_COOKIE_NAME = "session"
SESSION_ENGINE = "thirdoption.web.kit.sessions"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
HTTPS = os.environ.get("THIRDOPTION_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN" if REHEARSAL else "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'" if REHEARSAL else "'none'"],
    }
}

CACHES = {
    # in the database, so that limits hold for all processes of one installation
    "default": {"BACKEND": "thirdoption.web.kit.cache.JsonCache", "LOCATION": "kit_cache"}
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [WEB / "kit" / "static"]
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# Who carries messages and calls: its interface, an account with its token, and the line's number. From the
# environment only; never in the database, never in a log. Without an address nothing is sent by telephone.
CARRIER_URL = os.environ.get("THIRDOPTION_CARRIER_URL", "").rstrip("/")
CARRIER_ACCOUNT = os.environ.get("THIRDOPTION_CARRIER_ACCOUNT", "")
CARRIER_TOKEN = os.environ.get("THIRDOPTION_CARRIER_TOKEN", "")
CARRIER_NUMBER = os.environ.get("THIRDOPTION_CARRIER_NUMBER", "")
# where the carrier reaches these pages: its webhooks are signed over this address
LINE_URL = os.environ.get("THIRDOPTION_LINE_URL", "").rstrip("/")
EMAIL_HOST = os.environ.get("THIRDOPTION_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("THIRDOPTION_MAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("THIRDOPTION_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("THIRDOPTION_MAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("THIRDOPTION_MAIL_TLS", "1") == "1"
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = os.environ.get("THIRDOPTION_MAIL_FROM", "thirdoption@localhost")
# whom a browser's push service may write to when something is amiss
PUSH_CONTACT = os.environ.get("THIRDOPTION_PUSH_CONTACT", f"mailto:{DEFAULT_FROM_EMAIL}")

PROCRASTINATE_IMPORT_PATHS = ["thirdoption.jobs.reactions"]
PROCRASTINATE_READONLY_MODELS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "thirdoption.web.kit.logs.WithoutValues",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"standard": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["standard"], "level": "WARNING"},
    "loggers": {"thirdoption": {"level": "INFO"}},
}

if REHEARSAL:
    STATICFILES_DIRS.append(PACKAGE / "demo" / "static")
    DEMO_STORY = home.home() / "demo-story.json"
