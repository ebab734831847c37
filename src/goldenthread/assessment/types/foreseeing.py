"""What a decision about a released result would change, as its check page shows it before anything has changed."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.assessment.types.case_pages import CorrectedLine
from goldenthread.assessment.types.reviewing import Effect
from goldenthread.assessment.types.words import Outcome


@dataclass(frozen=True)
class Foreseen:
    """A result as it stands and as it would stand, by criterion and in all. ``effect``: what a decided review has."""

    outcome: Outcome
    total: int
    becomes: Outcome
    becomes_total: int
    highest: int
    lines: tuple[CorrectedLine, ...]
    effect: Effect = Effect.CORRECTED
    kept_out: str = ""
    """Which marks decided cases leave out of account, in words."""
    stands_in: int = 0
    """In how many later scripts of the same participant parts of this one stand, for which somebody has to decide."""

    @property
    def is_corrected(self) -> bool:
        """Whether the result would be corrected: else it stays as it is, now at least."""
        return self.effect is Effect.CORRECTED

    @property
    def certificate(self) -> str:
        """What becomes of the certificate."""
        passed, passes = self.outcome is Outcome.PASSED, self.becomes is Outcome.PASSED
        if passed == passes:
            return "It stays as it is, or revoked if it was" if passed else "There is none, and none is made"
        return (
            "A certificate is made, and the programme is completed"
            if passes
            else "It is revoked, and the programme is no longer completed by it"
        )
