"""Which documents of a list are wanted, in which order, and which of their parts: as CASE asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.http import QueryDict

from goldenthread.api.case.answering import NotTaken

Said = dict[str, Any]
# What the standard requires of every document; it is there whatever parts were asked for.
REQUIRED = ("identifier", "uri", "creator", "title", "lastChangeDateTime", "CFPackageURI")
PARTS = (
    *REQUIRED, "frameworkType", "caseVersion", "officialSourceURL", "publisher", "description", "subject", "subjectURI",
    "language", "version", "adoptionStatus", "statusStartDate", "statusEndDate", "licenseURI", "notes", "extensions",
)  # fmt: skip
WORDED = tuple(
    part for part in PARTS if part not in ("CFPackageURI", "licenseURI", "subject", "subjectURI", "extensions")
)
MOST, USUAL = 500, 100
LARGEST = 2**31 - 1
_CONDITION = re.compile(r"\s*(\w+)\s*(!=|>=|<=|=|>|<|~)\s*'((?:[^']|'')*)'\s*")
_JOINT = re.compile(r"(AND|OR)\b", re.IGNORECASE)
_TESTS: Mapping[str, Callable[[str, str], bool]] = MappingProxyType(
    {
        "=": lambda has, asked: has == asked,
        "!=": lambda has, asked: has != asked,
        ">": lambda has, asked: has > asked,
        ">=": lambda has, asked: has >= asked,
        "<": lambda has, asked: has < asked,
        "<=": lambda has, asked: has <= asked,
        "~": lambda has, asked: asked in has,
    }
)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: what is on it, how many there are in all, and where the others begin."""

    items: list[Said]
    total: int
    limit: int
    offset: int

    def others(self) -> dict[str, int]:
        """Where the first, previous, next and last page begin, those that there are."""
        last = max(0, (self.total - 1) // self.limit * self.limit)
        found = {"first": 0, "last": last}
        if self.offset > 0:
            found["prev"] = max(0, min(self.offset - self.limit, last))
        if self.offset + self.limit < self.total:
            found["next"] = self.offset + self.limit
        return found


def chosen(documents: list[Said], asked: QueryDict) -> Page:
    """The page that was asked for. :raises NotTaken: if what was asked makes no sense."""
    kept = _sorted(_filtered(documents, asked.get("filter", "")), asked)
    limit = min(_number(asked, "limit", least=1, usual=USUAL), MOST)
    offset = _number(asked, "offset", least=0, usual=0)
    parts = _parts(asked)
    page = kept[offset : offset + limit]
    return Page([{k: v for k, v in item.items() if k in parts} for item in page], len(kept), limit, offset)


def _number(asked: QueryDict, name: str, *, least: int, usual: int) -> int:
    text = asked.get(name)
    if text is None:
        return usual
    if not re.fullmatch(r"[0-9]{1,10}", text) or not least <= int(text) <= LARGEST:
        raise NotTaken("invalid_selection_field", f"{name} is a whole number, {least} or more.")
    return int(text)


def _parts(asked: QueryDict) -> frozenset[str]:
    named = [part.strip() for given in asked.getlist("fields") for part in given.split(",") if part.strip()]
    strange = [part for part in named if part not in PARTS]
    if strange:
        raise NotTaken("invalid_selection_field", f"A document has no field {strange[0][:40]}.")
    return frozenset((*named, *REQUIRED) if named else PARTS)


def _sorted(documents: list[Said], asked: QueryDict) -> list[Said]:
    order = asked.get("orderBy", "asc")
    if order not in ("asc", "desc"):
        raise NotTaken("invalid_sort_field", "orderBy is asc or desc.")
    by = asked.get("sort")
    if by is None:
        return documents if order == "asc" else documents[::-1]
    if by not in WORDED:
        raise NotTaken("invalid_sort_field", f"Documents cannot be sorted by {by[:40]}.")
    return sorted(documents, key=lambda said: str(said.get(by, "")).casefold(), reverse=order == "desc")


def _filtered(documents: list[Said], text: str) -> list[Said]:
    if not text.strip():
        return documents
    wanted = _conditions(text)
    return [said for said in documents if any(all(test(said) for test in tests) for tests in wanted)]


def _conditions(text: str) -> list[list[Callable[[Said], bool]]]:
    """Alternatives (OR), each of conditions that all hold (AND), which binds closer."""
    wanted: list[list[Callable[[Said], bool]]] = [[]]
    at = 0
    while True:
        found = _CONDITION.match(text, at)
        if found is None or found[1] not in WORDED:
            says = "A filter is a field, one of = != > >= < <= ~, and a value in single quotes; several with AND or OR."
            raise NotTaken("invalid_selection_field", says)
        wanted[-1].append(_condition(found[1], found[2], found[3].replace("''", "'")))
        at = found.end()
        if at == len(text):
            return wanted
        joint = _JOINT.match(text, at)
        if joint is None:
            raise NotTaken("invalid_selection_field", "Conditions are joined with AND or OR.")
        if joint[1].upper() == "OR":
            wanted.append([])
        at = joint.end()


def _condition(part: str, operator: str, value: str) -> Callable[[Said], bool]:
    test, asked = _TESTS[operator], value.casefold()
    return lambda said: test(str(said.get(part, "")).casefold(), asked)
