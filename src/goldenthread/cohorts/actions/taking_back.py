"""Take an entry of the ledger back, and with it what a transfer carried over from it."""

from __future__ import annotations

from datetime import datetime

from goldenthread.cohorts.models import CarriedOver, Credit, Enrolment, Transfer
from goldenthread.cohorts.queries.reckoning import ledger
from goldenthread.cohorts.rules.engagement import shares
from goldenthread.cohorts.rules.transferring import still_carried
from goldenthread.cohorts.types import Source
from goldenthread.people.types import Actor


def taken_back(first: Credit, *, why: str, by: Actor, at: datetime) -> Credit:
    """The entry that takes another back, not yet written."""
    return Credit(
        enrolment_id=first.enrolment_id,
        component_id=first.component_id,
        parts=-first.parts,
        out_of=first.out_of,
        source=first.source,
        source_ref=first.source_ref,
        by_id=by.person_id,
        at=at,
        corrects=first,
        why=why,
        waives=first.waives,
    )


def carry_less(row: Enrolment, *, why: str, by: Actor, at: datetime) -> int:
    """Once something was taken back: leave of what transfers carried over only what still stands; says how often.

    An entry that carried too much is taken back, and what is left of it is an entry of its own. Transfer by transfer,
    the first one first, because one may have carried on what another brought.
    """
    changed = 0
    for transfer in Transfer.objects.filter(enrolment=row).order_by("pk"):
        carried = CarriedOver.objects.filter(transfer=transfer, onto__isnull=False)
        done = shares(ledger([row.pk]).get(row.pk, ()))
        left = still_carried([(c.done_id, c.onto_id, c.share) for c in carried if c.onto_id is not None], done)
        for component, share in left.items():
            standing = _standing(row, transfer, component)
            if standing is None or standing.share <= share:
                continue
            back = taken_back(standing, why=why, by=by, at=at)
            back.save()
            if share:
                Credit.objects.create(
                    enrolment=row,
                    component_id=component,
                    parts=share.numerator,
                    out_of=share.denominator,
                    source=Source.CARRIED.value,
                    source_ref=back.ref,
                    by_id=by.person_id,
                    at=at,
                )
            changed += 1
    return changed


def _standing(row: Enrolment, transfer: Transfer, component: int) -> Credit | None:
    """The entry by which a transfer carries something over now: the first, or the one that replaced the last."""
    source_ref, found = transfer.ref, None
    while True:
        found = Credit.objects.filter(
            enrolment=row,
            component_id=component,
            source=Source.CARRIED.value,
            source_ref=source_ref,
            corrects=None,
        ).first()
        back = found and Credit.objects.filter(corrects=found).first()
        if back is None:
            return found
        source_ref = back.ref
