"""What a statement asks for."""

from enum import StrEnum


class Kind(StrEnum):
    """What a statement asks for."""

    LEARN_THAT = "learn_that"
    STEM = "stem"
    PRACTICE = "practice"
