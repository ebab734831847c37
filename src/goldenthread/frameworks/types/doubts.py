"""What the reader was not sure of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the reader was not sure of, in words a person can act on.

    ``code`` names the doubt for tests and counts; ``lines`` are 1-based lines of the source to look at.
    """

    code: str
    says: str
    lines: tuple[int, ...] = ()
