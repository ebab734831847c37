"""What happens after what: the one table from notices to jobs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from goldenthread.ground.types import Notice

Job = Callable[[Notice, datetime], None]

AFTER: Mapping[str, tuple[Job, ...]] = MappingProxyType({})


def name_of(job: Job) -> str:
    """A job's name as deliveries keep it."""
    return f"{job.__module__}.{job.__qualname__}"


def jobs_after(kind: str) -> tuple[str, ...]:
    """The names of the jobs that follow a kind of notice."""
    return tuple(name_of(job) for job in AFTER.get(kind, ()))


def job_named(name: str) -> Job:
    """The job with this name. :raises LookupError: if no notice has it any more."""
    for jobs in AFTER.values():
        for job in jobs:
            if name_of(job) == name:
                return job
    raise LookupError(f"No notice is followed by a job called {name}.")
