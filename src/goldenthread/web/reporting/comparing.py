"""The whole picture, compared, and the list behind each number: three clicks from everybody to one person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from goldenthread.reporting.queries.comparing import behind, picture
from goldenthread.reporting.queries.tables import picture_as_csv
from goldenthread.reporting.types.comparing import BY_NAMES, WHAT_NAMES, Asked, By, Group, Picture, What
from goldenthread.web.reporting.figures import INSPECTS, STAFF, spreadsheet
from goldenthread.web.shared.figures.drawing import Figure
from goldenthread.web.shared.figures.groups import group_bars
from goldenthread.web.shared.paging import page_number
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import count

Kind = TypeVar("Kind", By, What)
# More bars than these are no picture any more; the table has them all.
MOST_BARS = 15


@dataclass(frozen=True)
class Part:
    """One way of comparing, as a link."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Number:
    """One number with the address of the list behind it."""

    label: str
    n: int | None
    url: str


@dataclass(frozen=True)
class Line:
    """One group with its numbers."""

    group: Group
    numbers: tuple[Number, ...]


@admits(*STAFF)
def show(request: Request) -> HttpResponse:
    """Everybody in numbers, side by side; as a spreadsheet with ``?as=csv``."""
    compare = _one_of(By, request.GET.get("by"), By.PARTNER)
    facts = picture(by=request.actor, at=request.at, compare=compare)
    if request.GET.get("as") == "csv":
        return spreadsheet(picture_as_csv(facts), f"by-{compare}")
    context = {
        "facts": facts,
        "by": BY_NAMES[compare],
        "columns": [BY_NAMES[compare], *((number.label, "number") for number in _numbers(facts.whole, {}))],
        "parts": [Part(f"By {name[0].lower()}{name[1:]}", f"?by={by}", by is compare) for by, name in BY_NAMES.items()],
        "whole": Line(facts.whole, tuple(_numbers(facts.whole, {}))),
        "lines": [Line(group, tuple(_numbers(group, {compare.value: group.key}))) for group in facts.groups],
        "figure": _drawn(facts),
        "may_inspect": request.actor.wears_for_provider(*INSPECTS),
    }
    return render(request, "reporting/comparing/picture.html", context)


@admits(*STAFF)
def people(request: Request) -> HttpResponse:
    """The list behind a number, a page at a time."""
    asked = _asked(request.GET)
    page = behind(asked, by=request.actor, at=request.at, page=page_number(request.GET.get("page")))
    context = {
        "page": page,
        "title": WHAT_NAMES[asked.what],
        "is_people": asked.what not in {What.REGISTERS, What.CATCH_UPS},
        "is_registers": asked.what is What.REGISTERS,
    }
    return render(request, "reporting/comparing/behind.html", context)


def _numbers(group: Group, narrow: dict[str, str]) -> Iterator[Number]:
    for what, label, n in (
        (What.PLACED, "Participants", group.placed),
        (What.ACTIVE, "Active", group.active),
        (What.REACHED, "Figure reached", group.reached),
        (What.AT_RISK, "At risk", group.at_risk),
        (What.REGISTERS, "Registers due", group.registers),
        (What.CATCH_UPS, "Catch-up waiting", group.catch_ups),
    ):
        yield Number(label, n, f"{reverse('reporting:behind')}?{urlencode({'what': what.value, **narrow})}")


def _asked(given: QueryDict) -> Asked:
    """What an address asks for; a part that makes no sense asks for nothing that there is."""
    return Asked(
        what=_one_of(What, given.get("what"), What.PLACED),
        partner=_ref(given.get("partner")),
        phase=given.get("phase", ""),
        route=given.get("route", ""),
        programme=_ref(given.get("programme")),
    )


def _one_of(kind: type[Kind], text: str | None, otherwise: Kind) -> Kind:
    return kind(text) if text in list(kind) else otherwise


def _ref(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return UUID(int=0)


def _drawn(facts: Picture) -> Figure | None:
    groups = [(group.name, float(group.share)) for group in facts.groups if group.share is not None][:MOST_BARS]
    if not groups:
        return None
    whole = facts.whole
    said = f"{count(whole.reached)} of {count(whole.active, 'active participant')} have reached their policy’s figure"
    return group_bars(said, groups=groups, unit="%", highest=100)
