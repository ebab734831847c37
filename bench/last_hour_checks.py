"""Whether every promise was kept, from the database and the stored bytes, and not from what the server says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256

from bench.last_hour_senders import Told
from goldenthread.assessment.models import Arrival, ScriptVersion, Window
from goldenthread.assessment.types.arriving import ArrivalState
from goldenthread.ground.queries.files import file_bytes


def broken(window: Window, told: Sequence[Told], late: Sequence[Told]) -> Iterator[str]:
    """Each promise that was broken, in words."""
    versions = list(
        ScriptVersion.objects.filter(script__window=window).select_related("script", "upload__file").order_by("pk")
    )
    arrivals = list(Arrival.objects.filter(script__window=window).select_related("script", "file").order_by("pk"))
    yield from _lost(told, arrivals, versions)
    yield from _late(window, told, late, arrivals, versions)
    yield from _twice(arrivals, versions)
    states = Counter(each.state for each in arrivals)
    if states[ArrivalState.ARRIVED.value]:
        yield f"{states[ArrivalState.ARRIVED.value]} files were never read"
    if states[ArrivalState.TURNED_AWAY.value]:
        yield f"{states[ArrivalState.TURNED_AWAY.value]} sound files were turned away"


def _lost(told: Sequence[Told], arrivals: Sequence[Arrival], versions: Sequence[ScriptVersion]) -> Iterator[str]:
    """Whoever was told that we have their file: it stands, under that receipt, byte for byte."""
    stands = {str(each.script.ref): each for each in versions}
    by_receipt = {each.receipt: each.file for each in arrivals} | {each.receipt: each.upload.file for each in versions}
    for one in told:
        who = f"participant {one.sender.number}"
        if not one.receipt:
            continue
        version, file = stands.get(one.sender.script), by_receipt.get(one.receipt)
        if version is None or file is None:
            yield f"{who} was told receipt {one.receipt}, and nothing stands"
            continue
        stored = sha256(file_bytes(version.upload.file_id)).hexdigest()
        prints = {one.sender.sha256, one.sha256, file.sha256, version.upload.file.sha256, stored}
        if len(prints) != 1:
            yield f"{who}: the receipt, the stored file and what was sent differ: {sorted(prints)}"
        if version.receipt != one.receipt:
            yield f"{who} was told receipt {one.receipt}, and {version.receipt} stands"


def _late(
    window: Window,
    told: Sequence[Told],
    late: Sequence[Told],
    arrivals: Sequence[Arrival],
    versions: Sequence[ScriptVersion],
) -> Iterator[str]:
    closes = window.closes_at
    for arrival in arrivals:
        if arrival.arrived_at >= closes:
            yield f"a file that arrived {arrival.arrived_at - closes} after the close was kept"
    for version in versions:
        if version.submitted_at >= closes:
            yield f"version {version.receipt} was handed in {version.submitted_at - closes} after the close"
    for one in (*told, *late):
        if one.receipt and datetime.fromtimestamp(one.began, UTC) >= closes:
            yield f"participant {one.sender.number} began to send after the close and was given a receipt"


def _twice(arrivals: Sequence[Arrival], versions: Sequence[ScriptVersion]) -> Iterator[str]:
    # Whoever could not wait for a count sent the same file once more, to be handed in at once.
    handing_in = [each for each in arrivals if each.hands_in]
    for name, rows in (("version", versions), ("arrival", handing_in)):
        often = Counter(each.script_id for each in rows)
        if twice := [script for script, times in often.items() if times > 1]:
            yield f"{len(twice)} scripts have more than one {name}, though each file was sent by one person once"
