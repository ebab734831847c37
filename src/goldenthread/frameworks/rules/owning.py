"""Whose words a document says it is made of. Nothing is supposed: what it does not say is asked for."""

from __future__ import annotations

import re

from goldenthread.frameworks.types import OPEN_GOVERNMENT_LICENCE
from goldenthread.frameworks.types.owning import Owner
from goldenthread.ground.rules.wording import folded

DEPARTMENT = "Department for Education"
_CROWN = re.compile(r"(?:©|\(c\))\s*crown\s+copyright(?:\s+(\d{4}))?", re.IGNORECASE)
_LICENCE = re.compile(r"open\s+government\s+licen[cs]e,?\s*(?:v|version)\s*3(?:\.0)?\b", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"^[^\w\n]{0,40}publish(?:ed[ \t]+by|er)\b[^\w\n]{0,40}(?:the[ \t]+)?(\w[^\n]{1,199}?)[^\w\n]{0,40}$",
    re.IGNORECASE | re.MULTILINE,
)
# Whose a document is stands at its beginning or its end.
MOST_LETTERS = 200_000
_OF_A_PACKAGE = re.compile(r'"CF(?:Document|Items)"')
_PACKAGE_SAYS = re.compile(r'"(publisher|creator)"\s*:\s*"([^"\\]{1,200})"')
_PACKAGE_LICENCE = re.compile(r'"licenseURI"\s*:\s*\{[^{}]{0,1000}?"title"\s*:\s*"([^"\\]{1,200})"')


def owner_of(text: str, *, title: str = "") -> Owner:
    """What a document says of its publisher, its licence and its attribution; the title may name the publisher.

    Cases: a CASE package names them; a line says who published it; Crown copyright is the Department's where the
    document names the Department, and only beside it is the Open Government Licence the licence of the whole: others
    name that licence for what they quote.
    """
    if len(text) > 2 * MOST_LETTERS:
        text = f"{text[:MOST_LETTERS]}\n{text[-MOST_LETTERS:]}"
    if _OF_A_PACKAGE.search(text):
        said = dict(reversed(_PACKAGE_SAYS.findall(text)))
        named = _PACKAGE_LICENCE.search(text)
        return Owner(said.get("publisher") or said.get("creator", ""), named.group(1) if named else "")
    crown, line = _CROWN.search(text), _PUBLISHED.search(text)
    names_it = DEPARTMENT.casefold() in folded(text).casefold()
    is_theirs = DEPARTMENT.casefold() in title.casefold() or (crown is not None and names_it)
    licence = OPEN_GOVERNMENT_LICENCE if crown and _LICENCE.search(text) else ""
    return Owner(
        publisher=DEPARTMENT if is_theirs else " ".join(line.group(1).split()) if line else "",
        licence=licence,
        attribution=" ".join(["© Crown copyright", *crown.groups(default="")]).strip() if crown else "",
    )
