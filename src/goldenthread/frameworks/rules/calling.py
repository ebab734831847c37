"""What a document is called where nobody says: by itself, and where it does not say, by the name of its file."""

from __future__ import annotations

import re
from dataclasses import replace

from goldenthread.frameworks.rules.reviewing import why_not_about
from goldenthread.frameworks.types import About, Reading
from goldenthread.ground.types import Refusal

_NOT_IN_CODES = re.compile(r"[^A-Z0-9]+")
MOST_IN_A_CODE = 12


def about_itself(reading: Reading, *, name: str, given: About) -> About | Refusal:
    """What a document says that it is. ``given`` says the rest, and its year (0 where there is none) only where the
    document has none; or why the document is not kept.
    """
    if not (reading.sections or reading.content or reading.page):
        says = "No framework, list of standards or provider’s page was found in it."
        return Refusal("nothing_found", says, "Look at it, and read it by itself if there is one.")
    year = reading.year or given.year
    if not year:
        mend = "Give a year for those that say none, or read it by itself."
        return Refusal("no_year", "It does not say its year.", mend)
    stem = name.rpartition(".")[0] or name
    code = reading.code or _NOT_IN_CODES.sub("", stem.upper()).lstrip("0123456789")[:MOST_IN_A_CODE]
    about = replace(given, code=code, title=reading.title or stem, year=year)
    return why_not_about(about) or about
