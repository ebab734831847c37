"""A hand-over of a sample: numbers, cleaned files and marks, without any name, and who else may look at it."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import PurePosixPath

from goldenthread.assessment.rules.carrying import asked_in
from goldenthread.assessment.rules.judgements import HEADER, seat_letter
from goldenthread.assessment.rules.outside_pages import brief_page, first_page, page, scheme_page, written
from goldenthread.assessment.types.handing_over import NewGuest
from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.ground.rules.naming import why_not_called
from goldenthread.ground.rules.tables import as_csv
from goldenthread.ground.types import Refusal
from goldenthread.ground.types.days import LONDON
from goldenthread.programmes.types import MarkScheme

NOT_FROM_OUTSIDE = "not_from_outside"
MARKS = ("script", "marker", "criterion", "title", "mark", "reason")
MARKDOWN = frozenset({".md", ".markdown"})
# Ours: no policy says how long somebody outside may look, and a sample is looked at within weeks.
LONGEST_ACCESS = timedelta(days=90)
# Every entry of the archive bears this day, so that the same sample gives the same bytes.
_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class PackScript:
    """A script as it is handed over: its number, its cleaned files as name and bytes, and each seat's marks."""

    number: str
    files: tuple[tuple[str, bytes], ...]
    sheets: Mapping[int, MarkSheet]
    is_looked_at: bool


@dataclass(frozen=True)
class PackBrief:
    """The brief as markers had it: its words in markdown, and its files as what each is called, name and bytes."""

    title: str
    text: str
    files: tuple[tuple[str, str, bytes], ...] = ()


def packed(scripts: Sequence[PackScript], scheme: MarkScheme, brief: PackBrief, *, at: datetime) -> bytes:
    """The hand-over as a ZIP: how to judge, the brief and the scheme, files by number, the marks by seat letter, the
    judgements to fill in, and a manifest with the hash of each. The same sample at the same moment gives the same
    bytes."""
    entries = dict(
        _script_file(f"scripts/{script.number}/{n}", f"Script {script.number}", name, content)
        for script in scripts
        for n, (name, content) in enumerate(script.files, 1)
    )
    places = [f"brief/{n}{PurePosixPath(name).suffix.lower()}" for n, (_, name, _) in enumerate(brief.files, 1)]
    entries |= {place: content for place, (_, _, content) in zip(places, brief.files, strict=True)}
    called = [(title, place) for place, (title, _, _) in zip(places, brief.files, strict=True)]
    entries["brief.html"] = brief_page(brief.title, brief.text, called)
    entries["mark-scheme.html"] = scheme_page(scheme)
    entries["read-me-first.html"] = first_page(len(scripts), scheme)
    entries["marks.csv"] = as_csv(MARKS, _marks(scripts, scheme))
    entries["judgements.csv"] = as_csv(HEADER, _to_fill_in(scripts, scheme))
    manifest = {
        "made_at": at.isoformat(),
        "scripts": [script.number for script in scripts],
        "criteria": {c.code: {"title": c.title, "marks": list(c.marks)} for c in scheme.criteria},
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(entries.items())},
    }
    entries["manifest.json"] = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(entries.items()):
            archive.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _script_file(place: str, title: str, name: str, content: bytes) -> tuple[str, bytes]:
    """A file of a script where it lies. Answers that were written here are in markdown, which not everybody can open:
    they go out as a page."""
    ending = PurePosixPath(name).suffix.lower()
    if ending not in MARKDOWN:
        return place + ending, content
    return f"{place}.html", page(title, written(content.decode("utf-8", "replace")))


def _marks(scripts: Sequence[PackScript], scheme: MarkScheme) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for script in scripts:
        for seat, sheet in sorted(script.sheets.items()):
            for c in asked_in(script.sheets.values(), scheme).criteria:
                mark = sheet.marks.get(c.code, Mark())
                found.append((script.number, seat_letter(seat), c.code, c.title, mark.mark, mark.reason))
            if sheet.comment:
                found.append((script.number, seat_letter(seat), "", "Over all", "", sheet.comment))
    return found


def _to_fill_in(scripts: Sequence[PackScript], scheme: MarkScheme) -> list[tuple[object, ...]]:
    waiting = [script for script in scripts if not script.is_looked_at]
    return [
        (script.number, c.code, c.title, "", "")
        for script in waiting
        for c in asked_in(script.sheets.values(), scheme).criteria
    ]


def why_not_invite(guest: NewGuest, *, is_held: bool, is_concerned: bool, at: datetime) -> Refusal | None:
    """Why somebody cannot be given access to a sample. That they are concerned is said last, so that nobody learns it
    who would not really have invited them, and without what ties them to it."""
    if is_held:
        return Refusal("has_access", "They have access to this sample already.", "End it first to give other dates.")
    if end_of(guest) <= at:
        return Refusal("day_is_past", "The last day of the access is over.", "Choose a later day.")
    if end_of(guest) > at + LONGEST_ACCESS:
        return Refusal(
            "too_long_open",
            f"Access lasts {LONGEST_ACCESS.days} days at most: a sample is looked at before results go out, and access "
            "that nobody uses any more would stay open.",
            "Choose an earlier day. If they need longer, give access again when it has ended.",
        )
    refusal = why_not_called(guest.place, what="The organisation they come from")
    if refusal or not is_concerned:
        return refusal
    return Refusal(NOT_FROM_OUTSIDE, "This person cannot be given access.", "Ask somebody else to look at it.")


def end_of(guest: NewGuest) -> datetime:
    """The moment at which access through a day ends."""
    return datetime.combine(guest.until, time(23, 59), tzinfo=LONDON)
