"""Where e-mail goes."""

from goldenthread.config.environment import environment

_env = environment()
if _env.mail_kept_in:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(_env.mail_kept_in)
else:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = _env.smtp_host
EMAIL_PORT = _env.smtp_port
EMAIL_HOST_USER = _env.smtp_user
EMAIL_HOST_PASSWORD = _env.smtp_password.get_secret_value()
EMAIL_USE_TLS = _env.smtp_tls
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = _env.mail_from
# Where people write who need help; shown at the foot of every page.
HELP_ADDRESS = _env.help_address
SERVER_EMAIL = _env.mail_from
