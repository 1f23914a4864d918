"""The site's own settings, with what makes tests fast and keeps them apart from each other and from the data folder."""

import os

from idarathon.settings import *  # noqa: F403
from idarathon.settings import CELERY_BROKER_URL, DATABASES, STORAGES, VAR

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Every test comes from one address; the test of the limits sets its own.
ACCOUNT_RATE_LIMITS = False  # type: ignore[assignment]
# Nothing listens, unless the run brings a real broker: then each process has a queue of its own.
if not CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_URL = "memory://"
CELERY_TASK_DEFAULT_QUEUE = f"test-{os.getpid()}"
# A test database need not survive a power cut.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
else:
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"
