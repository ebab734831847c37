"""Letters that are covered, and how people read them."""

from __future__ import annotations

import re

# A letter that no text has; a run of them is what people read as "[masked]".
COVER = "\ue000"
SAYS = "[masked]"


def spoken(text: str) -> str:
    """A covered text as people read it."""
    return re.sub(f"{COVER}+", SAYS, text)
