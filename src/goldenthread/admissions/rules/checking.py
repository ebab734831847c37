"""Check rows: each for itself, against the rows before it, and against what is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, islice
from types import MappingProxyType

from goldenthread.admissions.rules.schools import are_the_same, differ_clearly, key_of, why_not_there
from goldenthread.admissions.types import COLUMNS, Applicant, BadRow, GoodRow, Known, SheetRow, Sorted
from goldenthread.ground.rules.naming import wrong_with_address, wrong_with_name
from goldenthread.programmes.types import ROUTE_NAMES, Route

# So many ways of writing one school are compared with one another; more than any file of real people has.
MOST_PAIRS = 2000
URN = re.compile(r"[0-9]{6}")
_ROUTES: Mapping[str, Route] = MappingProxyType(
    {"": Route.BLENDED, "blended": Route.BLENDED, "online": Route.ONLINE, "onlineonly": Route.ONLINE}
)


def sort_rows(rows: Iterable[SheetRow], *, routes: frozenset[Route], known: Known) -> Sorted:
    """Rows that can enter and rows that come back with their reasons, in the order of the file."""
    good: list[GoodRow] = []
    bad: list[BadRow] = []
    lines: dict[str, int] = {}
    checked = [(row, *check(row.cells, routes=routes)) for row in rows]
    disputed = _disputed([(row.line, applicant) for row, applicant, _ in checked], known)
    alike = _by_key(known) if any(applicant.school_urn not in known.schools for _, applicant, _ in checked) else {}
    for row, applicant, wrong in checked:
        against_others = _repeats(applicant, lines) + disputed.get(applicant.school_urn, [])
        against_known = _is_known(applicant, known) + _is_elsewhere(applicant, known)
        reasons = (*wrong, *against_others, *against_known)
        if reasons:
            bad.append(BadRow(row.line, reasons, row.cells))
        else:
            good.append(GoodRow(row.line, applicant, tuple(_namesake(applicant, known, alike))))
        for mark in (applicant.email, applicant.trn):
            lines.setdefault(mark, row.line)
    return Sorted(tuple(good), tuple(bad))


def check(cells: Mapping[str, str], *, routes: frozenset[Route]) -> tuple[Applicant, list[str]]:
    """One row as an applicant, with every reason why it cannot enter."""
    reasons: list[str] = []
    route = _ROUTES.get(re.sub(r"[^a-z]", "", cells.get("route", "").lower()))
    applicant = Applicant(
        name=cells.get("name", ""),
        email=cells.get("email", "").lower(),
        trn=_trn(cells.get("trn", "")),
        school_urn=cells.get("school_urn", "").replace(" ", ""),
        school_name=cells.get("school_name", ""),
        route=route or Route.BLENDED,
        sponsor_name=cells.get("sponsor_name", ""),
        sponsor_email=cells.get("sponsor_email", "").lower(),
    )
    for column in ("name", "school_name", "sponsor_name"):
        reasons += _name(COLUMNS[column], getattr(applicant, column))
    for column in ("email", "sponsor_email"):
        reasons += _email(COLUMNS[column], getattr(applicant, column))
    reasons += _numbers(applicant)
    if route is None:
        reasons.append("Route is “blended” or “online-only”.")
    elif routes and route not in routes:
        reasons.append(f"This programme has no {ROUTE_NAMES[route].lower()} route.")
    if applicant.email and applicant.email == applicant.sponsor_email:
        reasons.append("Somebody cannot be their own sponsor.")
    return applicant, reasons


def _name(column: str, name: str) -> list[str]:
    wrong = wrong_with_name(name)
    return [f"{column} {wrong}."] if wrong else []


def _email(column: str, email: str) -> list[str]:
    wrong = wrong_with_address(email)
    return [f"{column} {wrong}."] if wrong else []


def _trn(text: str) -> str:
    """A teacher reference number without what people write around it: RP 12/34567."""
    return re.sub(r"^rp", "", re.sub(r"[\s/-]", "", text.lower()))


def _numbers(applicant: Applicant) -> list[str]:
    reasons = []
    if applicant.trn and not re.fullmatch(r"[0-9]{7}", applicant.trn):
        reasons.append("TRN has seven digits.")
    if not URN.fullmatch(applicant.school_urn):
        reasons.append("School URN has six digits.")
    return reasons


def _repeats(applicant: Applicant, lines: Mapping[str, int]) -> list[str]:
    reasons = []
    if applicant.email and applicant.email in lines:
        reasons.append(f"The same e-mail address is on line {lines[applicant.email]}.")
    if applicant.trn and applicant.trn in lines:
        reasons.append(f"The same TRN is on line {lines[applicant.trn]}.")
    return reasons


def _is_known(applicant: Applicant, known: Known) -> list[str]:
    reasons = []
    if applicant.email in known.placed:
        reasons.append("This person has a place on this cohort already.")
    elif applicant.email in known.applied:
        reasons.append("This person has applied for this cohort already.")
    if known.trns.get(applicant.trn, applicant.email) != applicant.email:
        reasons.append("This TRN belongs to somebody with another e-mail address.")
    elif applicant.trn and known.numbers.get(applicant.email, applicant.trn) != applicant.trn:
        reasons.append("This e-mail address belongs to somebody with another TRN.")
    return reasons


def _is_elsewhere(applicant: Applicant, known: Known) -> list[str]:
    urn, typed = applicant.school_urn, applicant.school_name
    refusal = why_not_there(urn, typed=typed, here=known.schools.get(urn, typed))
    return [f"{refusal.says} Correct the number or the name."] if refusal else []


def _disputed(applicants: Sequence[tuple[int, Applicant]], known: Known) -> Mapping[str, list[str]]:
    """What to say of numbers not known here that the file gives to schools with clearly different names.

    Nobody can tell which row is right, so all of them come back.
    """
    given: dict[str, dict[str, int]] = {}
    for line, applicant in applicants:
        if URN.fullmatch(applicant.school_urn) and applicant.school_name and applicant.school_urn not in known.schools:
            given.setdefault(applicant.school_urn, {}).setdefault(applicant.school_name, line)
    said: dict[str, list[str]] = {}
    for urn, names in given.items():
        pairs = islice(combinations(names, 2), MOST_PAIRS)
        for one, other in (pair for pair in pairs if differ_clearly(*pair)):
            where = f"{one} on line {names[one]} and {other} on line {names[other]}"
            said.setdefault(urn, [f"URN {urn} is {where}. Correct the number or the name."])
    return said


def _by_key(known: Known) -> Mapping[str, list[str]]:
    """Numbers of known schools by what tells their names apart."""
    found: dict[str, list[str]] = {}
    for urn, name in known.schools.items():
        found.setdefault(key_of(name), []).append(urn)
    return found


def _namesake(applicant: Applicant, known: Known, alike: Mapping[str, list[str]]) -> list[str]:
    """A school new by its number may be a known one with a slip in it; it may as well be another of the same name."""
    if applicant.school_urn in known.schools:
        return []
    for urn in alike.get(key_of(applicant.school_name), ()):
        if are_the_same(known.schools[urn], applicant.school_name):
            return [f"{known.schools[urn]} is known here with URN {urn}, not {applicant.school_urn}. Check the number."]
    return []
