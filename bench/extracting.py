"""Made frameworks by several writers of PDFs, their text taken out by several extractors, and read."""

from __future__ import annotations

from collections.abc import Iterator

from tests.makers.extractors import EXTRACTORS
from tests.makers.frameworks import a_framework
from tests.makers.judging import Found, compared
from tests.makers.writers import WRITERS

from bench.printing import SETTINGS
from goldenthread.frameworks.actions.extracting import read_content
from goldenthread.ground.rules.uploads import MEDIA_TYPES, Kind

SEEDS = (3, 7, 11)


def taken_out() -> Iterator[tuple[str, Found, int]]:
    """For each writer and extractor: what came back of all that was set, and how many readings called themselves
    unreliable. The last extractor is our own, which takes the letters with their places."""
    frameworks = [a_framework(sections=3, seed=seed) for seed in SEEDS]
    for writer, written in WRITERS.items():
        set_ = [(framework, written(framework, setting)) for framework in frameworks for setting in SETTINGS.values()]
        for extractor, taken in [*EXTRACTORS.items(), ("our own", None)]:
            found, unreliable = list[Found](), 0
            for framework, content in set_:
                kind, given = (Kind.PDF, content) if taken is None else (Kind.TEXT, taken(content).encode())
                reading = read_content(given, media_type=MEDIA_TYPES[kind], tell=lambda _: None).reading
                found.append(compared(framework, reading))
                unreliable += not reading.is_reliable
            silent = tuple(words for one in found for words in one.silent)
            total = Found(sum(one.of for one in found), sum(one.right for one in found), silent)
            yield f"{writer}, {extractor}", total, unreliable


def told_of_text_taken_out() -> list[str]:
    """Print a line for each writer and extractor; what is wrong and not flagged comes back."""
    print(f"{'written, taken out by':<22}{'items':>7}{'right':>7}{'%':>7}{'silent':>8}{'unreliable':>12}")
    missed = []
    for name, found, unreliable in taken_out():
        share, silent = 100 * found.right / found.of, len(found.silent)
        print(f"{name:<22}{found.of:>7}{found.right:>7}{share:>7.1f}{silent:>8}{unreliable:>12}")
        missed += [f"{name}, not flagged: {words[:100]}" for words in found.silent]
    return missed
