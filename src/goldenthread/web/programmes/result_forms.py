"""What curriculum leads type about results: their release, what comes after a fail, and how they are questioned."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from goldenthread.programmes.types import (
    REVIEW_NAMES,
    USUAL_TERMS,
    AgainRule,
    AssessmentPolicy,
    FeedbackWay,
    Ground,
    ReleaseRule,
    Resubmitted,
    ReviewKind,
    ReviewRule,
    ReviewTerms,
    RuleAbout,
    SponsorTold,
)
from goldenthread.web.programmes.rule_form import RuleForm, Section
from goldenthread.web.shared.fields import ChoiceField, ConfirmField, NumberField, TextAreaField

ASKED_FOR = tuple(kind for kind in ReviewKind if kind is not ReviewKind.RE_MARK)
LONGEST_GROUND, MOST_GROUNDS, LONGEST_CODE = 200, 12, 40


class ReleaseForm(RuleForm):
    """What is asked before results go out, and who is told what."""

    about = RuleAbout.RELEASE

    whole_window = ConfirmField(label="One result that is held keeps all of its window in", required=False)
    look_from = NumberField(
        label="From which likeness on has somebody to have looked at two scripts?",
        hint="Leave it empty where results do not wait for that",
        min_value=1,
        max_value=100,
        width=3,
        suffix="%",
        required=False,
        says_optional=False,
    )
    feedback = ChoiceField(
        label="What follows where feedback is missing, very short, or may name somebody?",
        choices=[
            (FeedbackWay.WARNS.value, "Whoever releases is told"),
            (FeedbackWay.STOPS.value, "The result stays in until it is settled again"),
        ],
    )
    least_words = NumberField(
        label="With fewer than how many words is feedback on a criterion very short?",
        min_value=0,
        max_value=200,
        width=3,
        suffix="words",
    )
    sponsor = ChoiceField(
        label="What are those who support a participant told, beside that the result is out?",
        choices=[
            (SponsorTold.NOTHING.value, "Nothing"),
            (SponsorTold.OUTCOME.value, "Passed or failed"),
            (SponsorTold.COMMENT.value, "Passed or failed, and the feedback over all"),
        ],
    )

    @classmethod
    def said(cls, policy: AssessmentPolicy) -> dict[str, Any]:
        """What a policy says, as the form shows it."""
        rule = policy.release
        return asdict(rule) | {"feedback": rule.feedback.value, "sponsor": rule.sponsor.value}

    def values(self) -> dict[str, Any]:
        """The rule that was typed."""
        said = self.cleaned_data
        rule = ReleaseRule(
            whole_window=said["whole_window"],
            look_from=said["look_from"],
            feedback=FeedbackWay(said["feedback"]),
            least_words=said["least_words"],
            sponsor=SponsorTold(said["sponsor"]),
        )
        return {"release": rule}


class AttemptsForm(RuleForm):
    """How often somebody may try, and what comes between two attempts."""

    about = RuleAbout.ATTEMPTS

    attempts = NumberField(label="How many attempts has somebody in all?", min_value=1, max_value=9, width=2)
    parts = ChoiceField(
        label="What does somebody work on who did not pass?",
        hint="A case study is handed in and marked as a whole whichever you choose: a new brief is new work",
        choices=[
            (Resubmitted.ALL.value, "The whole work"),
            (Resubmitted.FAILED.value, "Above all the criteria below their minimum; all of it is marked again"),
            (
                Resubmitted.FAILED_PARTS.value,
                "The parts of a project that fell short; parts whose criteria all reached their minimum stand",
            ),
        ],
    )
    needs_help = ConfirmField(
        label="A meeting about what to do next is held before the next brief opens", required=False
    )
    missed_counts = ConfirmField(
        label="A window in which somebody opened the brief and handed in nothing counts as an attempt", required=False
    )

    @classmethod
    def said(cls, policy: AssessmentPolicy) -> dict[str, Any]:
        """What a policy says, as the form shows it."""
        return asdict(policy.again) | {"attempts": policy.attempts, "parts": policy.again.parts.value}

    def values(self) -> dict[str, Any]:
        """The rule that was typed."""
        said = self.cleaned_data
        again = AgainRule(
            parts=Resubmitted(said["parts"]),
            needs_help=said["needs_help"],
            missed_counts=said["missed_counts"],
            is_ours=False,
        )
        return {"attempts": said["attempts"], "again": again}


class ReviewsForm(RuleForm):
    """In which ways a released result can be questioned, on which grounds, until when, and when it is answered."""

    about = RuleAbout.REVIEWS
    sections = tuple(
        Section(REVIEW_NAMES[kind], tuple(f"{kind.value}_{name}" for name in ("on", "days", "grounds")))
        for kind in ASKED_FOR
    )

    answer_days = NumberField(
        label="Within how many days is each decided?", min_value=1, max_value=365, width=3, suffix="days"
    )

    def add_more(self) -> None:
        """Each way, with until when and on which grounds."""
        for kind in ASKED_FOR:
            name = REVIEW_NAMES[kind]
            is_final = kind is ReviewKind.FINAL_APPEAL
            since = "the decision of stage 1" if is_final else "the release"
            self.fields[f"{kind.value}_on"] = ConfirmField(label=f"{name}: it can be asked for", required=False)
            self.fields[f"{kind.value}_days"] = NumberField(
                label=f"{name}: how many days after {since}?", min_value=1, max_value=365, width=3, required=False,
                says_optional=False,
            )  # fmt: skip
            self.fields[f"{kind.value}_grounds"] = TextAreaField(
                label=f"{name}: on which grounds?", hint="One on each line", rows=3, required=False,
                says_optional=False,
            )  # fmt: skip

    @classmethod
    def said(cls, policy: AssessmentPolicy) -> dict[str, Any]:
        """What a policy says, as the form shows it; for a way that it does not have, what is usual."""
        found: dict[str, Any] = {"answer_days": policy.reviews.answer_days}
        for kind in ASKED_FOR:
            terms = policy.reviews.of(kind) or ReviewRule().of(kind)
            found[f"{kind.value}_on"] = policy.reviews.of(kind) is not None
            found[f"{kind.value}_days"] = terms.days if terms else None
            found[f"{kind.value}_grounds"] = "\n".join(ground.says for ground in terms.grounds) if terms else ""
        return found

    def clean(self) -> dict[str, Any]:
        """What each field allows by itself but not beside the others."""
        said: dict[str, Any] = super().clean() or {}
        taken = [kind for kind in ASKED_FOR if said.get(f"{kind.value}_on")]
        if not taken:
            self.add_error(f"{ASKED_FOR[0].value}_on", "Choose at least one way in which a result can be questioned")
        if ReviewKind.FINAL_APPEAL in taken and ReviewKind.APPEAL not in taken:
            self.add_error(
                f"{ReviewKind.FINAL_APPEAL.value}_on", "A second stage needs a first: choose both, or neither"
            )
        for kind in taken:
            if said.get(f"{kind.value}_days") is None and f"{kind.value}_days" not in self.errors:
                self.add_error(f"{kind.value}_days", "Enter how many days")
            lines = _lines(said.get(f"{kind.value}_grounds"))
            if not 0 < len(lines) <= MOST_GROUNDS or max(map(len, lines)) > LONGEST_GROUND:
                says = f"Enter 1 to {MOST_GROUNDS} grounds, each of at most {LONGEST_GROUND} characters"
                self.add_error(f"{kind.value}_grounds", says)
        return said

    def values(self) -> dict[str, Any]:
        """The rule that was typed."""
        terms = []
        for kind in ASKED_FOR:
            if self.cleaned_data[f"{kind.value}_on"]:
                after = ReviewKind.APPEAL if kind is ReviewKind.FINAL_APPEAL else None
                grounds = self._grounds(kind)
                terms.append(ReviewTerms(kind, self.cleaned_data[f"{kind.value}_days"], grounds, after))
        return {"reviews": ReviewRule(tuple(terms), self.cleaned_data["answer_days"])}

    def _grounds(self, kind: ReviewKind) -> tuple[Ground, ...]:
        """The grounds that were typed; one that is worded as before keeps its code."""
        before = self.policy.reviews.terms if self.policy else ()
        known = {ground.says: ground.code for terms in (*USUAL_TERMS, *before) for ground in terms.grounds}
        found: dict[str, Ground] = {}
        for number, says in enumerate(_lines(self.cleaned_data[f"{kind.value}_grounds"]), 1):
            code = known.get(says) or re.sub(r"\W+", "_", says.casefold()).strip("_")[:LONGEST_CODE]
            if not code or code in found:
                code = f"{code}_{number}"
            found[code] = Ground(code, says)
        return tuple(found.values())


def _lines(typed: str | None) -> list[str]:
    return list(dict.fromkeys(filter(None, (line.strip() for line in (typed or "").splitlines()))))
