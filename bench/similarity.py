"""Scripts with words in common: planted copies found by rate, what a check costs, and rewordings told from chance.

    bin/bench similarity                 20,000 scripts of 2,000 words
    bin/bench similarity --scripts 4000  fewer
    bin/bench similarity --corpus DIR    score a folder of texts with a pairs.csv of source, text and label

In pairs.csv the label "none" says that a text was written independently; any other is a way of using the source.
"""

from __future__ import annotations

import argparse
import csv
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from tests.makers.cast import make_cast

from bench.makers.cohorts import make_crowd
from bench.makers.essays import WORDS, Essays
from bench.makers.library import LENGTHS, RATES, Planted, hand_in, plant
from goldenthread.assessment.actions.likening import compare_script
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.models import Script, ScriptPair
from goldenthread.assessment.rules.alike.aligning import is_worth_showing, shared
from goldenthread.assessment.rules.alike.finding import Batch, crowded, meet, stand_together, to_compare
from goldenthread.assessment.rules.alike.prints import Prints, prints_of
from goldenthread.assessment.rules.alike.words import Text, text_of
from goldenthread.assessment.types.counting import Block
from goldenthread.assessment.types.words import Part

OWN = Path(__file__).resolve().parent / "rewordings"
MOST_SECONDS = 1.0
CHECKS = 21
BESIDE = 1_500
Known = list[tuple[Text, Prints]]


def main(words: list[str]) -> int:
    """Run it; 1 if a copy is missed, a check takes too long, or five-grams tell rewordings better."""
    asked = argparse.ArgumentParser(prog="bin/bench similarity")
    asked.add_argument("--scripts", type=int, default=20_000)
    asked.add_argument("--corpus", type=Path)
    given = asked.parse_args(words)
    if given.corpus:
        _score(given.corpus)
        return 0
    missed = [*_score(OWN), *_library(given.scripts)]
    print("\n".join(f"MISSED: {each}" for each in missed) or "Every limit is kept.")
    return 1 if missed else 0


def _library(number: int) -> list[str]:
    essays = Essays()
    words = [essays.essay() for _ in range(number)]
    planted = list(plant(essays, words, each=max(min(number // 400, 12), 2)))
    texts = [essays.text(each) for each in words]
    began = time.process_time()
    known = [(text, prints_of(text)) for text in map(_text, texts)]
    print(f"\n{number:,} scripts of {WORDS:,} words, {len(planted):,} passages planted")
    kept = sum(len(prints.numbers) for _, prints in known)
    print(
        f"   prints: {(time.process_time() - began) / number * 1000:.1f} ms each, {kept / number:,.0f} numbers, "
        f"{kept * 6 / 1e6:,.0f} MB in all"
    )
    missed = [*_recall(known, planted), *_checks(texts, known, planted)]
    _beside(texts, planted)
    return missed


def _recall(known: Known, planted: list[Planted]) -> list[str]:
    """Each copy is compared with all others as a new script would be."""
    numbers = np.arange(len(known))
    pool = [
        Batch(
            part.astype(np.int64),
            part.astype(np.int64),
            np.array([len(known[n][1].numbers) for n in part], np.int64),
            np.concatenate([known[n][1].numbers for n in part]),
        )
        for part in np.array_split(numbers, max(len(known) // 1_000, 1))
    ]
    found: dict[tuple[int, float], list[bool]] = defaultdict(list)
    compared, false = [], 0
    for each in planted:
        others = _proposed(each.copy, known, pool)
        pairs = {other: shared(known[each.copy][0], known[other][0]) for other in others}
        shown = {other for other, pair in pairs.items() if is_worth_showing(pair)}
        found[each.length, each.rate].append(each.source in shown)
        false += len(shown - {each.source})
        compared.append(len(others))
    print(
        f"   laid beside one another: {statistics.mean(compared):.1f} for each script; shown and not planted: {false}"
    )
    print("   found, by words of the passage and share of them changed:")
    print("      words " + "".join(f"{rate:>8.0%}" for rate in RATES))
    for length in LENGTHS:
        shares = (statistics.mean(found[length, rate]) for rate in RATES)
        print(f"      {length:>5} " + "".join(f"{share:>8.1%}" for share in shares))
    unchanged = [is_found for (_, rate), all_of in found.items() if not rate for is_found in all_of]
    return [] if all(unchanged) else [f"{unchanged.count(False)} of {len(unchanged)} unchanged copies not found"]


def _proposed(number: int, known: Known, pool: list[Batch]) -> set[int]:
    prints = known[number][1]
    met = meet(prints, pool)
    own = met.scripts != number
    met = type(met)(met.which[own], met.scripts[own], met.writers[own])
    compare = to_compare(prints, met, crowded(prints, met, writer=number))
    close = {other for other, which in compare.shared.items() if stand_together(prints, which, known[other][1])}
    return {*compare.certain, *close}


def _checks(texts: list[str], known: Known, planted: list[Planted]) -> list[str]:
    """A new script through the action that the worker calls, in the database."""
    at = datetime.now(UTC)
    cast = make_cast(at=at)
    scripts = hand_in(cast, make_crowd(cast, len(texts) + 1, built=None, at=at), texts, known, at=at)
    chosen = [scripts[each.copy] for each in planted[:: max(len(planted) // CHECKS, 1)][:CHECKS]]
    waits, works = zip(*[_seconds(script) for script in (chosen[0], *chosen)][1:], strict=True)
    middle = statistics.median(works)
    print(
        f"   a new script, in the database: {middle:.2f} s of processor time in the middle, {max(works):.2f} s at most "
        f"(waited {statistics.median(waits):.2f} s); {ScriptPair.objects.count()} pairs kept of {len(chosen)} checks"
    )
    return [] if middle < MOST_SECONDS else [f"a check takes {middle:.2f} s, not under {MOST_SECONDS:.0f} s"]


def _seconds(script: Script) -> tuple[float, float]:
    """What somebody waits and what the processor works; others on the machine make only the first longer."""
    waits, works = time.perf_counter(), time.process_time()
    compare_script(script.ref, at=datetime.now(UTC), work=work_through)
    return time.perf_counter() - waits, time.process_time() - works


def _beside(texts: list[str], planted: list[Planted]) -> None:
    """The same with datasketch's MinHash and its index as they come, over fewer scripts because it takes long."""
    if find_spec("datasketch") is None:
        print("   datasketch is not installed; bench/requirements.txt has it")
        return
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415  only where somebody has installed it

    chosen = planted[:: max(len(planted) * 2 // BESIDE, 1)]
    numbers = sorted({n for each in chosen for n in (each.source, each.copy)})
    index = MinHashLSH()
    began = time.process_time()
    made = {}
    for number in numbers:
        made[number] = MinHash()
        made[number].update_batch([" ".join(run).encode() for run in _runs(texts[number])])
        index.insert(number, made[number])
    found = defaultdict(list)
    for each in chosen:
        found[each.rate].append(each.source in index.query(made[each.copy]))
    theirs = (time.process_time() - began) / len(numbers)
    began = time.process_time()
    for number in numbers[:200]:
        prints_of(_text(texts[number]))
    ours = (time.process_time() - began) / min(len(numbers), 200)
    shares = ", ".join(f"{rate:.0%}: {statistics.mean(found[rate]):.1%}" for rate in RATES)
    print(f"   datasketch's MinHash on five-grams over {len(numbers):,} of them finds, by rate, {shares}")
    print(f"   and takes {theirs / ours:.1f} times as long to prepare a script")


def _score(folder: Path) -> list[str]:
    """How well the strength tells uses of a source from independent work, beside plain containment of five-grams."""
    scores: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with (folder / "pairs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            source, text = (
                (folder / row[name]).read_text(encoding="utf-8", errors="replace") for name in ("source", "text")
            )
            scores[row["label"]].append((shared(_text(source), _text(text)).strength, _containment(source, text)))
    print(f"{sum(map(len, scores.values()))} pairs of {folder.name}: middle strength, and containment of five-grams")
    for label, pairs in sorted(scores.items(), key=lambda item: -statistics.mean(pair[0] for pair in item[1])):
        ours, theirs = (statistics.mean(each) for each in zip(*pairs, strict=True))
        print(f"   {label:<10}{len(pairs):>4}{ours:>8.2f}{theirs:>8.2f}")
    used = [pair for label, pairs in scores.items() if label != "none" for pair in pairs]
    areas = [_area([pair[n] for pair in used], [pair[n] for pair in scores["none"]]) for n in (0, 1)]
    print(f"   area under the curve{areas[0]:>8.3f}{areas[1]:>8.3f}")
    return [] if areas[0] > areas[1] else [f"five-grams tell rewordings better: {areas[1]:.3f} to {areas[0]:.3f}"]


def _text(text: str) -> Text:
    return text_of([Block(Part.BODY, text)])


def _runs(text: str) -> list[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return [tuple(words[at : at + 5]) for at in range(len(words) - 4)]


def _containment(source: str, text: str) -> float:
    theirs = set(_runs(text))
    return len(theirs & set(_runs(source))) / max(len(theirs), 1)


def _area(used: Sequence[float], others: Sequence[float]) -> float:
    """How often a text that used the source scores above one that did not; a draw is half."""
    wins = sum((one > other) + (one == other) / 2 for one in used for other in others)
    return wins / max(len(used) * len(others), 1)
