"""The decision record of a script, for whoever may see its page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router

from goldenthread.api.v1.door import PROBLEMS, Call
from goldenthread.assessment.queries.records import record_data

router = Router(tags=["Decision records"])


@router.get("/scripts/{ref}/record", response={200: dict[str, Any], **PROBLEMS}, summary="A decision record")
def get_record(request: Call, ref: UUID) -> dict[str, Any]:
    """Everything that was decided about a script, by its number: what was handed in, given, ruled, settled, corrected
    and questioned, and all of it in order. Only the lead provider's systems find one. Its shape is described by
    ``docs/decision-record.schema.json``."""
    return dict(record_data(ref, by=request.auth, at=request.at))
