"""Hand scripts out one after the other: what is compared with, and what there is where time runs out."""

from __future__ import annotations

from goldenthread.assessment.types.placing import Answer, Question


def hand_out(question: Question) -> Answer:
    """Scripts with the fewest possible markers first; each to those with the least for what they can take."""
    load = question.load.astype(float)
    width = question.capacity.astype(float)
    chosen: list[tuple[int, ...]] = [()] * len(question.need)
    possible = question.may.sum(axis=1)
    for script in sorted(range(len(question.need)), key=lambda place: (possible[place], place)):
        free = [m for m in question.may[script].nonzero()[0].tolist() if load[m] < width[m]]
        free.sort(key=lambda m: (question.against[script, m] + load[m] / width[m], m))
        chosen[script] = tuple(sorted(free[: question.need[script]]))
        load[list(chosen[script])] += 1
    short = int(question.need.sum()) - sum(map(len, chosen))
    return Answer(tuple(chosen), is_proved=False, missing=short)
