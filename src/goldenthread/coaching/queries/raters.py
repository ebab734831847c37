"""What somebody with a link sees, and what the letters to raters need."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from goldenthread.coaching.models import QuietAddress, Rater, RaterSheet, Review
from goldenthread.coaching.queries.instruments import content_of
from goldenthread.coaching.types.reviews import (
    Answers,
    RaterLetter,
    RaterRef,
    RaterState,
    RatingPage,
    ReportLetter,
    ReviewRef,
)


def token_of(ref: UUID) -> str:
    """The secret part of a rater's link: the same each time, known only to whoever holds the house's key."""
    return salted_hmac("goldenthread.coaching.rater", str(ref), algorithm="sha256").hexdigest()


def hash_of(token: str) -> str:
    """What is kept of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def fingerprint_of(email: str) -> str:
    """What is kept of an address that wants no letters."""
    return salted_hmac("goldenthread.coaching.quiet", email.strip().lower(), algorithm="sha256").hexdigest()


def is_quiet(email: str) -> bool:
    """Whether this address wants no letters about reviews."""
    return QuietAddress.objects.filter(fingerprint=fingerprint_of(email)).exists()


def open_raters(token: str) -> QuerySet[Rater]:
    """Whoever this link is for, while it opens: one row or none. Used, expired and unknown links are alike."""
    return Rater.objects.filter(token_hash=hash_of(token), state=RaterState.ASKED.value)


def rating_page(token: str) -> RatingPage | None:
    """The form behind a link, or nothing; in two statements."""
    joined = ("review__version", "review__enrolment__participant", "review__enrolment__school")
    row = open_raters(token).select_related(*joined, "review__enrolment__cohort__release__programme").first()
    if row is None:
        return None
    review = row.review
    instrument = content_of(review.version)
    sheet = RaterSheet.objects.filter(rater=row).first()
    return RatingPage(
        participant=review.enrolment.participant.name,
        programme=review.enrolment.cohort.release.programme.title,
        school=review.enrolment.school.name,
        group=next(group for group in instrument.raters if group.key == row.group),
        instrument=instrument,
        closes_at=closing_of(review),
        answers=Answers(sheet.ratings, sheet.comments) if sheet else Answers({}),
    )


def rater_letter(rater: UUID, *, reminder: int) -> RaterLetter | None:
    """The letter to a rater, or nothing once they have answered, declined or the review is over, or where their address
    wants none; in two statements.
    """
    joined = ("review__version", "review__enrolment__participant", "review__enrolment__cohort__release__programme")
    row = Rater.objects.select_related(*joined).filter(ref=rater, state=RaterState.ASKED.value).first()
    if row is None or is_quiet(row.email):
        return None
    enrolment = row.review.enrolment
    return RaterLetter(
        rater=RaterRef(row.ref),
        address=row.email,
        name=row.name,
        participant=enrolment.participant.name,
        programme=enrolment.cohort.release.programme.title,
        instrument=content_of(row.review.version).title,
        closes_at=closing_of(row.review),
        token=token_of(row.ref),
        reminder=reminder,
    )


def report_letter(review: UUID) -> ReportLetter:
    """The letter that says a report is there; in one statement. :raises Review.DoesNotExist: if there is none."""
    row = Review.objects.select_related("version", "enrolment__participant", "result").get(ref=review)
    person = row.enrolment.participant
    return ReportLetter(
        ReviewRef(row.ref), person.email, person.name, content_of(row.version).title, row.result.is_enough
    )


def closing_of(review: Review) -> datetime:
    """When an open review closes, which the database holds it to."""
    return cast("datetime", review.closes_at)
