"""Sheets that are filled in on two pages at once lose nothing: rows are put together, and what was overwritten is kept.

A row is known by its key, so that a row that was begun elsewhere meanwhile is another row, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from goldenthread.assessment.rules.sheets import MOST_ROWS, rows_from
from goldenthread.assessment.types.projects import DocumentKind
from goldenthread.assessment.types.sheets import KEY, Row
from goldenthread.ground.types import Refusal

MOST_KEY = 40


def keyed(kind: DocumentKind, given: Iterable[Mapping[str, str]], *, begin: str) -> dict[str, Row]:
    """Rows by their keys, in their order, empty ones too. What has no key of its own gets one that begins so."""
    found = dict[str, Row]()
    for number, row in enumerate(given):
        said = row.get(KEY, "")[:MOST_KEY]
        key = f"{begin}-{number}" if not said or said in found else said
        found[key] = next(iter(rows_from(kind, [row])), {})
    return found


def put_together(stands: Mapping[str, Row], sent: Mapping[str, Row], before: Mapping[str, Row]) -> dict[str, Row]:
    """The rows that stand after a page that began with ``before`` was sent, while others may have been saved since.

    What the page did not touch stays as it stands, cell by cell; what it changed is as it was sent. A row that is new
    on the page stands after the one that it follows there.
    """
    order = _order(list(stands), list(sent))
    rows = {key: _row(key, stands, sent, before) for key in order}
    return {key: row for key, row in rows.items() if any(row.values())}


def overwrites(stands: Mapping[str, Row], then: Mapping[str, Row]) -> bool:
    """Whether something that stands is gone then: a row, or words in one that were not only added to."""
    return any(
        not then.get(key, {}).get(column, "").startswith(said)
        for key, row in stands.items()
        for column, said in row.items()
    )


def why_not_fill_in(rows: Mapping[str, Row]) -> Refusal | None:
    """Why these rows are not kept: none is ever left out in silence."""
    if len(rows) <= MOST_ROWS:
        return None
    return Refusal(
        "sheet_full",
        f"A sheet has at most {MOST_ROWS} rows, and there would be {len(rows)}.",
        "Rows may have been added in another tab or on another device: they are in what you filled in. Empty rows that "
        "you do not need, then save again.",
    )


def _order(stands: list[str], sent: Sequence[str]) -> list[str]:
    for at, key in enumerate(sent):
        if key in stands:
            continue
        if at:
            stands.insert(stands.index(sent[at - 1]) + 1, key)
        else:
            follows = next((stands.index(each) for each in sent if each in stands), len(stands))
            stands.insert(follows, key)
    return stands


def _row(key: str, stands: Mapping[str, Row], sent: Mapping[str, Row], before: Mapping[str, Row]) -> Row:
    there, was = stands.get(key, {}), before.get(key, {})
    came = sent.get(key, was)
    if came == was:
        return there
    if not there:
        return came
    columns = dict.fromkeys((*there, *came))
    return {
        each: there.get(each, "") if came.get(each, "") == was.get(each, "") else came.get(each, "") for each in columns
    }
