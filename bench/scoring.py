"""How a reading is scored against one that was checked by hand; both in the shape that `read-framework` prints."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Item:
    """One statement, stem or bullet, its text folded."""

    kind: str
    section: int
    number: int | None
    parent: str
    text: str
    lines: tuple[int, ...]
    doubted: bool = False


@dataclass(frozen=True)
class Score:
    """How many of the items that there are were read exactly, and what was wrong with the others."""

    of: int
    exact: int
    number: int = 0
    section: int = 0
    parent: int = 0
    order: int = 0
    spare: int = 0
    silent: tuple[str, ...] = ()
    of_woven: int = 0
    woven: int = 0
    of_stranded: int = 0
    stranded: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """The share that was read exactly."""
        return self.exact / self.of if self.of else 1.0


def folded(text: str | None) -> str:
    """Text for comparing: quotes, dashes, hyphens and white space folded."""
    plain = re.sub("[-–—‐‑]", "", re.sub("[‘’“”\"']", "'", text or ""))
    return re.sub(r"\s+", " ", plain).strip()


def items_of(reading: Json) -> list[Item]:
    """The items of a reading, in its order."""
    if "content_areas" in reading:
        return _of_areas(reading)
    found: list[Item] = []
    for section in reading["sections"]:
        at = section["number"]
        found += [
            Item("learn_that", at, row["number"], "", folded(row["text"]), tuple(row["lines"]), _doubted(row))
            for row in section["learn_that"]
        ]
        for stem in section["learn_how_to"]:
            parent = folded(stem["stem"])
            if stem["stem"] is not None:
                found.append(Item("stem", at, None, "", parent, tuple(stem.get("stem_lines", ())), _doubted(stem)))
            metas = stem.get("items_meta") or [{}] * len(stem["items"])
            for text, meta in zip(stem["items"], metas, strict=True):
                lines = tuple(meta.get("lines", ()))
                found.append(Item("practice", at, None, parent, folded(text), lines, _doubted(meta)))
    return found


def _of_areas(reading: Json) -> list[Item]:
    """The items of a content and assessment framework; parent is what an item stands beside or belongs to."""
    found: list[Item] = []
    for area in reading["content_areas"]:
        at, deeds = area["number"], [folded(row["text"]) for row in area["learn_how_to"]]
        found += [
            Item("learn_how_to", at, None, "", folded(row["text"]), (), _doubted(row)) for row in area["learn_how_to"]
        ]
        for row in area["learn_about"]:
            beside = deeds[row["under_learn_how_to"] - 1] if row["under_learn_how_to"] else ""
            found.append(Item("learn_about", at, None, beside, folded(row["text"]), (), _doubted(row)))
        for row in area["criteria"]:
            tested = f"{row['code']} {row['part']} {row['supporting_documents']}"
            found.append(Item("criterion", at, None, tested, folded(row["text"]), (), _doubted(row)))
    task = reading["assessment_task"] or {}
    for whose in ("participants_must", "providers_must"):
        found += [Item(whose, 0, None, "", folded(text), ()) for text in task.get(whose, ())]
    scale = reading["behaviour_rating_scale"] or {}
    rated = f"{scale.get('min')} {scale.get('max')} {scale.get('labels')}"
    for row in reading["behaviours"]:
        found.append(
            Item("behaviour", 0, None, rated, folded(f"{row['name']}: {row['description']}"), (), _doubted(row))
        )
    return found


def _doubted(row: Json) -> bool:
    return bool(row.get("doubts"))


def score(gold: Json, got: Json, source: str) -> Score:
    """Score what was read against what is there."""
    wanted, found = items_of(gold), items_of(got)
    pairs = _paired(wanted, found)
    exact = {at for at, place in pairs.items() if found[place].text == wanted[at].text}
    woven, stranded = _interleaved(wanted), _stranded(wanted, source)
    spare = [item for at, item in enumerate(found) if at not in pairs.values()]
    missed = [(at, item) for at, item in enumerate(wanted) if at not in exact]
    silent = [item.text for at, item in missed if not _is_flagged(item, found)]
    silent += [item.text for item in spare if not item.doubted]
    places = [pairs[at] for at in sorted(exact)]
    return Score(
        of=len(wanted),
        exact=len(exact),
        number=sum(wanted[at].number != found[pairs[at]].number for at in exact),
        section=sum(wanted[at].section != found[pairs[at]].section for at in exact),
        parent=sum(wanted[at].parent != found[pairs[at]].parent for at in exact),
        order=len(places) - _longest_rising(places),
        spare=len(spare),
        silent=tuple(silent),
        of_woven=len(woven),
        woven=len(woven & exact),
        of_stranded=len(stranded),
        stranded=len(stranded & exact),
        counts=counts(got),
    )


def counts(reading: Json) -> dict[str, int]:
    """Sections, and items by kind; a stem that is lost and said to be lost counts as one."""
    if "programme" in reading:
        return _of_page(reading)
    if "content_areas" in reading:
        kinds = Counter(item.kind for item in _of_areas(reading))
        documents = [row["supporting_documents"] for area in reading["content_areas"] for row in area["criteria"]]
        return dict(kinds) | {
            "areas": len(reading["content_areas"]),
            "documents": sum(map(len, documents)),
            "levels": len(reading["qualification_levels"]),
        }
    stems = [stem for section in reading["sections"] for stem in section["learn_how_to"]]
    return {
        "sections": len(reading["sections"]),
        "learn_that": sum(len(section["learn_that"]) for section in reading["sections"]),
        "stems": len(stems),
        "practices": sum(len(stem["items"]) for stem in stems),
        "references": len(reading.get("references", [])),
    }


def _paired(wanted: Sequence[Item], found: Sequence[Item]) -> dict[int, int]:
    """Each wanted item with the one read for it: the same words and kind, in the same section if there is a choice."""
    pairs: dict[int, int] = {}
    for strict in (True, False):
        for at, item in enumerate(wanted):
            if at in pairs:
                continue
            for place, other in enumerate(found):
                same = other.text == item.text and other.kind == item.kind and place not in pairs.values()
                if same and (not strict or other.section == item.section):
                    pairs[at] = place
                    break
    return pairs


def _is_flagged(item: Item, found: Iterable[Item]) -> bool:
    """Whether the read item that has most of these words is doubted."""
    words = Counter(item.text.split())
    best = max(found, key=lambda other: (words & Counter(other.text.split())).total(), default=None)
    return best is not None and best.doubted


def _longest_rising(places: Sequence[int]) -> int:
    tops: list[int] = []
    for place in places:
        at = bisect_left(tops, place)
        tops[at : at + 1] = [place]
    return len(tops)


def _interleaved(wanted: Sequence[Item]) -> set[int]:
    """Items between whose lines stand lines of other items, or on whose lines other items stand too."""
    owner: Counter[int] = Counter(line for item in wanted for line in set(item.lines))
    lines = sorted(owner)
    found = set()
    for at, item in enumerate(wanted):
        own = set(item.lines)
        between = [line for line in lines if own and min(own) < line < max(own) and line not in own]
        if between or any(owner[line] > 1 for line in own):
            found.add(at)
    return found


def _stranded(wanted: Sequence[Item], source: str) -> set[int]:
    """Statements whose numeral stands neither on their first line nor right before it."""
    lines = source.split("\n")
    found = set()
    for at, item in enumerate(wanted):
        if item.kind != "learn_that" or not item.lines:
            continue
        first = item.lines[0] - 1
        before = next((line for line in reversed(lines[:first]) if line.split()), "")
        mark = f"{item.number}."
        if mark not in lines[first].split()[:2] and mark not in before.split()[-1:]:
            found.add(at)
    return found


def _of_page(reading: Json) -> dict[str, int]:
    """What is left on a provider's page, and how much of it is cut."""
    found = {
        what: [row for section in reading["sections"] for row in section[what]]
        for what in ("learn_that", "stems", "loose_bullets")
    }
    cut = {what: sum(not row["is_whole"] for row in rows) for what, rows in found.items()}
    return {
        "sections": len(reading["sections"]),
        "whole": len(found["learn_that"]) - cut["learn_that"],
        "cut": cut["learn_that"],
        "stems": len(found["stems"]),
        "stems_cut": cut["stems"],
        "bullets": len(found["loose_bullets"]),
        "bullets_cut": cut["loose_bullets"],
        "foreign": len(reading["foreign"]),
    }
