"""When results go out, who is told what, and how a released one can be questioned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class FeedbackWay(StrEnum):
    """What follows where feedback is missing, very short, or may name somebody.

    ``warns``: whoever releases is told by criterion. ``stops``: the result stays in until it is settled again.
    """

    WARNS = "warns"
    STOPS = "stops"


class SponsorTold(StrEnum):
    """What those who support a participant are told of a result, beside that it is out.

    ``nothing``: no more than that. ``outcome``: passed or failed. ``comment``: that, and the feedback over all.
    """

    NOTHING = "nothing"
    OUTCOME = "outcome"
    COMMENT = "comment"


class ReviewKind(StrEnum):
    """The ways in which a released result is looked at again.

    ``clerical_check``: were the marks added up and recorded as they were given? ``enquiry``: somebody new marks the
    script. ``appeal`` and ``final_appeal``: was it done as the rules say? ``re_mark``: ordered by whoever decided an
    appeal; nobody asks for it.
    """

    CLERICAL_CHECK = "clerical_check"
    ENQUIRY = "enquiry"
    APPEAL = "appeal"
    FINAL_APPEAL = "final_appeal"
    RE_MARK = "re_mark"


REVIEW_NAMES: Mapping[ReviewKind, str] = MappingProxyType(
    {
        ReviewKind.CLERICAL_CHECK: "Clerical check",
        ReviewKind.ENQUIRY: "Enquiry about marking",
        ReviewKind.APPEAL: "Appeal, stage 1",
        ReviewKind.FINAL_APPEAL: "Appeal, stage 2",
        ReviewKind.RE_MARK: "Re-mark after an appeal",
    }
)


@dataclass(frozen=True)
class ReleaseRule:
    """What is asked before results go out. No official values are known.

    ``whole_window``: one script that is held keeps all of its window in. ``look_from``: from so many per cent likeness
    on somebody has to have looked at two scripts; none asks for nothing. ``least_words``: feedback on a criterion with
    fewer is very short.
    """

    whole_window: bool = False
    look_from: int | None = None
    feedback: FeedbackWay = FeedbackWay.WARNS
    least_words: int = 5
    sponsor: SponsorTold = SponsorTold.NOTHING


@dataclass(frozen=True)
class Ground:
    """One ground on which something is asked for."""

    code: str
    says: str


@dataclass(frozen=True)
class ReviewTerms:
    """On which grounds a kind of review is asked for, and until when.

    ``days`` are counted from the release, or, where there is one, from the decision of the review that must have come
    ``after``; the last one ends at midnight in the UK.
    """

    kind: ReviewKind
    days: int
    grounds: tuple[Ground, ...]
    after: ReviewKind | None = None


_PROCEDURE = (
    Ground("procedure", "The published rules were not followed"),
    Ground("bias", "There is reason to think that somebody was not impartial"),
)
USUAL_TERMS = (
    ReviewTerms(ReviewKind.CLERICAL_CHECK, 20, (Ground("sums", "Marks were added up or recorded wrongly"),)),
    ReviewTerms(
        ReviewKind.ENQUIRY,
        20,
        (
            Ground("scheme", "The marks do not follow from the mark scheme"),
            Ground("overlooked", "A part of the work was overlooked"),
        ),
    ),
    ReviewTerms(
        ReviewKind.APPEAL, 30, (*_PROCEDURE, Ground("circumstances", "What was known was left out of account"))
    ),
    ReviewTerms(
        ReviewKind.FINAL_APPEAL,
        15,
        (*_PROCEDURE, Ground("evidence", "There is evidence that could not be given before")),
        after=ReviewKind.APPEAL,
    ),
)


@dataclass(frozen=True)
class ReviewRule:
    """How a released result can be questioned. ``answer_days``: within so many it is decided.

    Terms of our own stand in where a policy gives none: no official ones were found.
    """

    terms: tuple[ReviewTerms, ...] = USUAL_TERMS
    answer_days: int = 30

    def of(self, kind: ReviewKind) -> ReviewTerms | None:
        """The terms of a kind that can be asked for."""
        return next((each for each in self.terms if each.kind is kind), None)
