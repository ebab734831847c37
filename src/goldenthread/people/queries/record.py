"""The record of what was done, for those who may search it, with the names of those who did it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from goldenthread.ground.queries.record import audit_count, audit_lines
from goldenthread.ground.rules.tables import as_csv
from goldenthread.ground.types import AuditLine
from goldenthread.people.models import ApiClient, Organisation, Person
from goldenthread.people.rules.searching import ROWS, page_within, pages_of
from goldenthread.people.types import RecordPage, RecordSearch

# What rooms above say belongs to people: their enrolments, for example.
Belongings = Callable[[Iterable[str]], Iterable[str]]

# Stands in place of whoever did what is nameless.
SOMEBODY = "whoever it is about"


def no_belongings(_people: Iterable[str]) -> Iterable[str]:
    """Nothing but the people themselves."""
    return ()


def record_page(
    search: RecordSearch,
    *,
    page: str = "1",
    belongings: Belongings = no_belongings,
    untied: Collection[str] = (),
    nameless: Collection[str] = (),
) -> RecordPage:
    """One page of the record, newest first; in eight statements at most, besides those of ``belongings``.

    A name finds what was done by its people, to them, and to what is theirs. Everybody who may open the page may see
    all of it: who that is, the door's admission says. No search for a thing finds a deed that is ``untied``, and of
    such a deed the day alone is told; no search for a name finds one that is ``nameless``, nor is a name told of it.
    """
    asked = _asked(search, belongings, untied, nameless)
    total = audit_count(**asked)
    pages = pages_of(total)
    number = page_within(page, pages)
    lines = _lines(asked, most=ROWS, skip=(number - 1) * ROWS)
    return RecordPage(lines, names_behind(lines), total, number, pages)


def record_rows(
    search: RecordSearch,
    *,
    most: int = 50_000,
    belongings: Belongings = no_belongings,
    untied: Collection[str] = (),
    nameless: Collection[str] = (),
) -> Iterator[tuple[AuditLine, str]]:
    """Every line found, newest first, with the name of whoever did it; for a file."""
    lines = _lines(_asked(search, belongings, untied, nameless), most=most, skip=0)
    names = names_behind(lines)
    return ((line, names.get(line.by, line.by)) for line in lines)


def record_csv(
    header: Sequence[str], lines: Iterable[tuple[AuditLine, str]], cells: Callable[[AuditLine, str], Sequence[str]]
) -> bytes:
    """What :func:`record_rows` found as a CSV file: of each line and its doer's name, the cells made of them."""
    return as_csv(header, (cells(line, name) for line, name in lines))


def names_behind(lines: Iterable[AuditLine]) -> Mapping[str, str]:
    """The names of the people, organisations and clients that lines speak of, by reference; three statements."""
    refs = {ref for line in lines for ref in (line.by, line.to, *line.facts.values()) if _is_ref(ref)}
    tables = (Person, Organisation, ApiClient)
    found = (table._default_manager.filter(ref__in=refs).values_list("ref", "name") for table in tables)
    return {str(ref): name for rows in found for ref, name in rows}


def _lines(asked: Mapping[str, Any], *, most: int, skip: int) -> tuple[AuditLine, ...]:
    """What is found, without whoever did what is nameless."""
    found = audit_lines(**asked, most=most, skip=skip)
    return tuple(replace(line, by=SOMEBODY) if line.did in asked["nameless"] else line for line in found)


def _asked(
    search: RecordSearch, belongings: Belongings, untied: Collection[str], nameless: Collection[str]
) -> dict[str, Any]:
    refs = _refs(search)
    people = tuple(ref for ref in refs or () if _is_ref(ref))
    about = (*people, *belongings(people)) if people else ()
    rest = {"to": search.to, "did": search.did, "since": search.since, "until": search.until}
    return {"by": refs, "about": about, "untied": untied, "nameless": nameless, **rest}


def _refs(search: RecordSearch) -> tuple[str, ...] | None:
    """The people meant by words in a name or an e-mail; a reference means itself; ``None`` means anybody."""
    who = search.who.strip()
    if not who:
        return None
    if _is_ref(who):
        return (who,)
    found = Person.objects.filter(name__icontains=who) | Person.objects.filter(email__icontains=who)
    return (who, *(str(ref) for ref in found.order_by("pk").values_list("ref", flat=True)[:200]))


def _is_ref(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
