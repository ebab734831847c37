"""The house's own settings, with an environment for tests. Read before any other test code, so before conftest."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("GOLDENTHREAD_VAR", tempfile.mkdtemp(prefix="goldenthread-"))
os.environ.setdefault("GOLDENTHREAD_SECRET_KEY", "only-for-tests-and-nowhere-else-at-all")
os.environ.setdefault("GOLDENTHREAD_DEMONSTRATION", "true")

from goldenthread.config.settings import *  # noqa: F403  the environment must stand first

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405

# Tables are made from the models as they stand: eighty and more migrations would be run by every process of tests, and
# take longer than most of what they are for. That both come to the same is checked apart (`makemigrations --check`),
# and real migrations run in tests of whole installations.
DATABASES["default"]["TEST"] = {**DATABASES["default"].get("TEST", {}), "MIGRATE": False}  # noqa: F405
