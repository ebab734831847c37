"""What opens a brief: read it and write it down."""

from __future__ import annotations

from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.types import Gate


def read_gate(fields: Fields) -> Gate:
    """A gate out of its fields; faults are noted on them."""
    usual = Gate()
    gate = Gate(
        needs_engagement=fields.flag("needs_engagement", default=usual.needs_engagement),
        needs_declaration=fields.flag("needs_declaration", default=usual.needs_declaration),
        needs_evaluations=fields.flag("needs_evaluations", default=usual.needs_evaluations),
        needs_fees=fields.flag("needs_fees", default=usual.needs_fees),
    )
    fields.done()
    return gate


def gate_body(gate: Gate) -> dict[str, bool]:
    """What is kept of a gate; what is off as usual is left out, so that older ones read and compare as they were."""
    said = {"needs_engagement": gate.needs_engagement, "needs_declaration": gate.needs_declaration}
    also = {"needs_evaluations": gate.needs_evaluations, "needs_fees": gate.needs_fees}
    return said | {name: is_on for name, is_on in also.items() if is_on}
