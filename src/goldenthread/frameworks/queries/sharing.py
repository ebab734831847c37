"""An edition to take away, as data and as tables."""

from __future__ import annotations

import json
from uuid import UUID

from goldenthread.frameworks.queries.editions import edition_outline
from goldenthread.frameworks.rules.sharing import COLUMNS, REFERENCE_COLUMNS, as_data, named, reference_rows_of, rows_of
from goldenthread.frameworks.types import TakenAway
from goldenthread.ground.rules.tables import as_csv
from goldenthread.people.types import Actor


def taken_away(ref: UUID, *, by: Actor | None) -> TakenAway:
    """An edition to take away, in four statements. Whose words they are stands in each row of the CSV file.

    :raises Edition.DoesNotExist: if there is none that this actor, or somebody who is not signed in, may read.
    """
    outline = edition_outline(ref, by=by)
    about, rows = named(outline), tuple(rows_of(outline))
    names, values = zip(*about[2:], strict=True)
    return TakenAway(
        edition=outline.edition,
        about=about,
        columns=COLUMNS,
        rows=rows,
        reference_columns=REFERENCE_COLUMNS,
        references=tuple(reference_rows_of(outline)),
        csv=as_csv((*COLUMNS, *names), [(*row, *values) for row in rows]),
        data=json.dumps(as_data(outline), ensure_ascii=False, indent=1),
    )
