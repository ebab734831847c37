"""Readings against those that were checked by hand, and readings of made documents against what they were made from.

The documents and their checked readings are not ours to keep here: they are found beside the project, or where
GOLDENTHREAD_SOURCES and GOLDENTHREAD_GOLD say. Without them only made documents are scored, and that is said.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.makers.frameworks import a_framework, as_markdown, as_woven_text

from bench.extracting import told_of_text_taken_out
from bench.made import gold_of
from bench.printing import set_anew
from bench.scoring import Json, Score, counts, score
from goldenthread.frameworks.actions.extracting import read_content
from goldenthread.ground.rules.uploads import MEDIA_TYPES, Kind
from goldenthread.integrations.reader.outlines.frameworks import outlined

SHARED = Path(__file__).resolve().parents[2] / "shared"
LEAST_EXACT = 0.99
SEEDS = range(1, 9)
# What people counted in documents that they did not write down, and what is known to be lost in them.
COUNTED: dict[str, tuple[dict[str, int], list[str]]] = {
    "npqltd-framework-2020.markdown.txt": (
        {"sections": 4, "learn_that": 25, "stems": 11, "practices": 49, "references": 25},
        ["no_stem", "cut_short", "number_inferred", "ghost"],
    ),
    "npqsl-provider-page.html-text.txt": (
        {
            "sections": 10,
            "whole": 31,
            "cut": 11,
            "stems": 30,
            "stems_cut": 1,
            "bullets": 7,
            "bullets_cut": 2,
            "foreign": 0,
        },
        ["provider_page", "cut_short"],
    ),
    "npqlt-provider-page.html-text.txt": (
        {
            "sections": 8,
            "whole": 57,
            "cut": 4,
            "stems": 22,
            "stems_cut": 2,
            "bullets": 2,
            "bullets_cut": 1,
            "foreign": 1,
        },
        ["provider_page", "cut_short", "names_two", "pasted_again"],
    ),
}


def read(text: str) -> Json:
    """What `read-framework` would print of a text."""
    return outlined(read_content(text.encode(), media_type=MEDIA_TYPES[Kind.TEXT], tell=lambda _: None))


def sources() -> Path:
    """Where the documents are, if they are anywhere."""
    return Path(os.environ.get("GOLDENTHREAD_SOURCES") or SHARED / "sources")


def checked() -> Iterator[tuple[str, Json, str]]:
    """Each checked reading with the text of its document."""
    gold = Path(os.environ.get("GOLDENTHREAD_GOLD") or sources().parent / "gold")
    for place in sorted(gold.glob("*.json")) if gold.is_dir() else ():
        reading = json.loads(place.read_text(encoding="utf-8"))
        document = sources() / Path(reading.get("source", "")).name
        if document.is_file():
            yield reading["code"], reading, document.read_text(encoding="utf-8")


def told() -> Iterator[tuple[str, Json, dict[str, int], list[str]]]:
    """Each document that is counted and not written down: what was read, what there is, what the reader must doubt."""
    for name, (should, doubts) in COUNTED.items():
        place = sources() / name
        if place.is_file():
            yield (
                name.split("-")[0].upper() + (" page" if "page" in name else ""),
                read(place.read_text(encoding="utf-8")),
                should,
                doubts,
            )


def made() -> Iterator[tuple[str, Json, str]]:
    """Made documents, laid out well and badly."""
    for name, lay_out in (
        ("as text", as_markdown),
        ("in blocks", lambda framework: as_woven_text(framework, strand=3)),
        ("by lines", lambda framework: as_woven_text(framework, way="lines")),
    ):
        for seed in SEEDS:
            framework = a_framework(sections=4, seed=seed)
            yield f"made, {name}", gold_of(framework), lay_out(framework)


def main(words: list[str]) -> int:
    """Score, print the table, and say which limit is missed."""
    if words:
        print("readings takes no words: it scores every document there is.")
        return 2
    print(f"{'document':<22}{'items':>7}{'exact':>7}{'%':>7}{'number':>7}{'section':>8}{'parent':>7}{'order':>6}"
          f"{'spare':>6}{'silent':>7}{'woven':>10}{'stranded':>10}{'s':>6}")  # fmt: skip
    found: dict[str, list[Score]] = {}
    real = 0
    for name, gold, text in [*checked(), *made()]:
        began = time.process_time()
        got = read(text)
        taken = time.process_time() - began
        one = score(gold, got, text)
        found.setdefault(name, []).append(one)
        if not name.startswith("made"):
            real += 1
            print(line(name, [one], taken))
            for words_ in one.silent:
                print(f"    not flagged: {words_[:100]}")
            if counts(gold) | {"references": 0} != one.counts | {"references": 0}:
                print(f"    counts: {one.counts}, should be {counts(gold)}")
    for name in [name for name in found if name.startswith("made")]:
        print(line(name, found[name], None))
    missed = [said for name, scores in found.items() for said in misses(name, scores)]
    for name, one, taken in set_anew([gold for _, gold, _ in checked() if "sections" in gold]):
        print(line(name, [one], taken))
        missed += misses(name, [one])
    missed += told_of_text_taken_out()
    for name, got, should, doubts in told():
        real += 1
        print(f"{name:<22}{' '.join(f'{what}={many}' for what, many in counts(got).items())}")
        missed += [f"{name}: {counts(got)[what]} {what}; there are {many}" for what, many in should.items()
                   if counts(got)[what] != many]  # fmt: skip
        missed += [f"{name}: no doubt {code}" for code in doubts if f'"{code}"' not in json.dumps(got)]
    if not real:
        print("The checked readings are not on this machine: only made documents were scored.")
    print("\n".join(missed))
    print(last_line(found, missed))
    return 1 if missed else 0


def summed(scores: list[Score], what: str) -> Any:
    """One figure over several documents."""
    return sum(getattr(one, what) for one in scores)


def line(name: str, scores: list[Score], seconds: float | None) -> str:
    """One row of the table."""
    of, exact, silent = summed(scores, "of"), summed(scores, "exact"), sum(len(one.silent) for one in scores)
    woven = f"{summed(scores, 'woven')}/{summed(scores, 'of_woven')}"
    stranded = f"{summed(scores, 'stranded')}/{summed(scores, 'of_stranded')}"
    return (
        f"{name:<22}{of:>7}{exact:>7}{100 * exact / of:>7.1f}{summed(scores, 'number'):>7}"
        f"{summed(scores, 'section'):>8}{summed(scores, 'parent'):>7}{summed(scores, 'order'):>6}"
        f"{summed(scores, 'spare'):>6}{silent:>7}{woven:>10}{stranded:>10}"
        f"{'' if seconds is None else f'{seconds:.1f}':>6}"
    )


def misses(name: str, scores: list[Score]) -> list[str]:
    """What breaks a limit: too few exact, or a miss that the reader does not flag itself."""
    said = []
    share = summed(scores, "exact") / summed(scores, "of")
    if share < LEAST_EXACT and name != "made, by lines":
        said.append(f"{name}: {share:.1%} exact; the limit is {LEAST_EXACT:.0%}")
    silent = sum(len(one.silent) for one in scores)
    if silent:
        said.append(f"{name}: {silent} misses are not flagged by the reader; the limit is none")
    return said


def last_line(found: dict[str, list[Score]], missed: list[str]) -> str:
    """The figures in one line."""
    parts = [
        f"{name.replace(', ', '_').replace(' ', '_')}={summed(scores, 'exact')}/{summed(scores, 'of')}"
        for name, scores in found.items()
    ]
    return f"readings: {' '.join(parts)} missed={len(missed)}"
