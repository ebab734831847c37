"""Let what the library has follow the frameworks: to the statements that those it was tied to have become."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.frameworks.queries.comparing import successors
from goldenthread.frameworks.types import StatementLine
from goldenthread.ground.actions.record import audit
from goldenthread.learning.models import Item


@atomic
def follow_editions(*, at: datetime) -> int:
    """Tie every item that is about a statement of a superseded edition to what it became in the edition in force; how
    many items. Nothing is untied, because programmes go on with the edition they began on. A second time there is
    nothing left. In four statements, and one for each item that is tied anew.

    A statement that was dropped leads nowhere: whoever keeps the library finds the item by the earlier one.
    """
    tied = list(
        Item.objects.filter(statements__isnull=False)
        .order_by("pk")
        .values_list("pk", "ref", "statements__ref", "statements__edition__ref")
    )
    fates = successors({edition for *_, edition in tied})
    became: dict[UUID, StatementLine] = {
        fate.old.ref: fate.new
        for each in fates.values()
        for fate in each
        if fate.old is not None and fate.new is not None
    }
    held = {(pk, statement) for pk, _, statement, _ in tied}
    new: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for pk, ref, statement, _ in tied:
        line = became.get(statement)
        if line is not None and (pk, line.ref) not in held:
            new[pk, str(ref)].add(line.id)
    through = Item.statements.through
    through._default_manager.bulk_create(
        [through(item_id=pk, statement_id=line) for (pk, _), lines in new.items() for line in sorted(lines)],
        ignore_conflicts=True,
    )
    for (_, item), lines in new.items():
        audit(by="jobs", did="learning.follow_edition", to=item, at=at, statements=str(len(lines)))
    return len(new)
