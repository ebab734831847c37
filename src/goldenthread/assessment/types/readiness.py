"""What keeps results in until it is done."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Hold:
    """One thing that keeps a script's result in, or with ``script_id`` ``None`` those of its whole window.

    ``code`` is for tests and tables, ``says`` is the sentence that people read, ``mend`` what would change it.
    """

    script_id: int | None
    code: str
    says: str
    mend: str
