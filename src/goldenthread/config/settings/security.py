"""Who may talk to us, and how."""

import secrets

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from goldenthread.config.environment import environment

_env = environment()
# Every session, and every link in a letter, is as safe as this key is hard to guess.
LEAST_KEY, LEAST_VARIETY = 50, 12
_key = _env.secret_key.get_secret_value()
if _env.production and (len(_key) < LEAST_KEY or len(set(_key)) < LEAST_VARIETY):
    raise ImproperlyConfigured(
        f"Set GOLDENTHREAD_SECRET_KEY in production, to at least {LEAST_KEY} random characters: "
        'python3 -c "import secrets; print(secrets.token_urlsafe(50))" makes one.'
    )
if _env.production and _env.clock_file:
    raise ImproperlyConfigured("The clock cannot be moved in production: unset GOLDENTHREAD_CLOCK_FILE.")
if _env.production and _env.demonstration:
    raise ImproperlyConfigured("The demonstration's one-click entry cannot be on in production.")


def _kept_key() -> str:
    """A key made once for this data folder, so that a restart does not sign everybody out."""
    place = _env.var / "secret_key"
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(secrets.token_urlsafe(50))
        place.chmod(0o600)
    return place.read_text()


SECRET_KEY = _key or _kept_key()
ALLOWED_HOSTS = [host for host in _env.hosts.split(",") if host]
CSRF_TRUSTED_ORIGINS = [_env.address] if _env.address.startswith("https://") else []

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
# Only the pages of units may show these, and only once their reader asks.
VIDEO_HOSTS = frozenset(host.strip() for host in _env.video_hosts.split(",") if host.strip())
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _env.production else None
SECURE_SSL_REDIRECT = _env.production
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = 31_536_000 if _env.production else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _env.production
SESSION_COOKIE_SECURE = _env.production
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_SECURE = _env.production
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "goldenthread.web.shared.errors.form_expired"

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # a constraint on the lower-case e-mail does what the check asks for, and more
    "security.W021",  # a browser's preload list binds a whole domain for years: its owner's decision, not ours
]
