"""Kept files and static files."""

from goldenthread.config.environment import environment

_env = environment()
VAR = _env.var
_ON_DISK = {
    "BACKEND": "goldenthread.ground.models.store.WholeFiles",
    "OPTIONS": {"location": _env.var / "files", "base_url": None},
}
_IN_A_BUCKET = {
    "BACKEND": "storages.backends.s3.S3Storage",
    "OPTIONS": {
        "bucket_name": _env.files_bucket,
        "endpoint_url": _env.files_endpoint or None,
        "file_overwrite": False,
        "querystring_auth": True,
    },
}
STORAGES = {
    "default": _IN_A_BUCKET if _env.files_bucket else _ON_DISK,
    "staticfiles": {
        "BACKEND": "goldenthread.web.shared.serving.ServedFiles"
        if _env.production
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
STATIC_URL = "/static/"
STATIC_ROOT = _env.var / "static"
# Our own static files are found as those of the app `web`; here stands what was built from npm.
STATICFILES_DIRS = [path for path in (_env.built / "static",) if path.is_dir()]
WHITENOISE_USE_FINDERS = not _env.production
WHITENOISE_AUTOREFRESH = False

UPLOAD_LIMIT = _env.upload_limit_mb * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "goldenthread.web.shared.uploads.RefusesTooLarge",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
