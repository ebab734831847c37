"""What the installation consists of."""

from goldenthread.config.environment import PACKAGE, environment

DEMONSTRATION = environment().demonstration
CLOCK_FILE = environment().clock_file
DEBUG = environment().debug and not environment().production
ADDRESS = environment().address.rstrip("/")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_cotton",
    "csp",
    "goldenthread.ground",
    "goldenthread.people",
    "goldenthread.frameworks",
    "goldenthread.programmes",
    "goldenthread.cohorts",
    "goldenthread.admissions",
    "goldenthread.coaching",
    "goldenthread.learning",
    "goldenthread.assessment",
    "goldenthread.awards",
    "goldenthread.reporting",
    "goldenthread.api",
    "goldenthread.web",
    "goldenthread.cli",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "goldenthread.web.shared.middleware.knows_who_and_when",
    "goldenthread.web.shared.middleware.GuardsEveryRoute",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [f"goldenthread.web.templatetags.{name}" for name in ("golden", "opening", "fixed")],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "goldenthread.web.shared.context.page_frame",
            ],
        },
    }
]

ROOT_URLCONF = "goldenthread.config.urls"
WSGI_APPLICATION = "goldenthread.config.wsgi.application"
AUTH_USER_MODEL = "people.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "goldenthread.web.shared.fields.renderer.HouseRenderer"

LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "Europe/London"
