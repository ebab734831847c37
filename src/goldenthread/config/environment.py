"""The one place where the environment is read."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PACKAGE = Path(__file__).resolve().parent.parent
REPOSITORY = PACKAGE.parent.parent


class Environment(BaseSettings):
    """Every setting that may differ between installations, each ``GOLDENTHREAD_<NAME>`` in the environment."""

    model_config = SettingsConfigDict(env_prefix="GOLDENTHREAD_", extra="ignore")

    production: bool = False
    demonstration: bool = False
    clock_file: Path | None = None
    debug: bool = False
    secret_key: SecretStr = SecretStr("")
    hosts: str = "localhost,127.0.0.1,[::1]"
    address: str = "http://localhost:8000"
    proxies: int = Field(default=0, ge=0, le=9)
    var: Path = REPOSITORY / "var"
    built: Path = REPOSITORY / ".build"
    database_url: str = ""
    files_bucket: str = ""
    files_endpoint: str = ""
    smtp_host: str = "localhost"
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_tls: bool = False
    help_address: str = ""
    mail_from: str = "Golden Thread <no-reply@goldenthread.invalid>"
    mail_kept_in: Path | None = None
    # Where videos in units may come from; a page loads nothing from there until its reader asks for it.
    video_hosts: str = "www.youtube-nocookie.com,player.vimeo.com"
    upload_limit_mb: int = 20
    # A worker holds what it has taken for ten minutes; a reading must end well before another may take it.
    reading_seconds: int = Field(default=180, ge=5, le=480)
    reading_processor_seconds: int = Field(default=90, ge=1, le=480)
    reading_memory_mb: int = Field(default=1024, ge=256, le=65536)


@lru_cache
def environment() -> Environment:
    """The environment, read once."""
    return Environment()
