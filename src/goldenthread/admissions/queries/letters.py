"""What letters about applications need, for the jobs that write them."""

from __future__ import annotations

from uuid import UUID

from goldenthread.admissions.models import Application
from goldenthread.admissions.types import ApplicationRef, WelcomeLetter


def welcome_letter(application: UUID) -> WelcomeLetter:
    """The letter to somebody accepted, in one statement. :raises Application.DoesNotExist: if there is none."""
    row = Application.objects.select_related("cohort__release__programme").get(ref=application)
    return WelcomeLetter(
        application=ApplicationRef(row.ref),
        to=row.email,
        name=row.name,
        programme=row.cohort.release.programme.title,
        cohort=row.cohort.title,
        starts_on=row.cohort.starts_on,
    )
