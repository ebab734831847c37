"""Instruments of a few questions, made in memory."""

from __future__ import annotations

from dataclasses import replace

from goldenthread.coaching.types.instruments import Instrument, Item, ItemGroup, Point, RaterGroup, Scale, Used

# 1 is high on the first, 5 on the second: whatever is said about one has to hold of the other turned round.
ONE_IS_HIGH = Scale((Point(1, "High"), Point(2, ""), Point(3, ""), Point(4, "Low")), 1)
FOUR_IS_HIGH = Scale((Point(1, "Low"), Point(2, ""), Point(3, ""), Point(4, "High")), 4)
GROUPS = (
    ItemGroup("drive", "Drive", (Item("drive-1", "Starts things"), Item("drive-2", "Ends things"))),
    ItemGroup("respect", "Respect", (Item("respect-1", "Listens", ("1.2",), ("Developing people",)),)),
    ItemGroup("honesty", "Honesty", (Item("honesty-1", "Says so"),)),
)
RATERS = (RaterGroup("boss", "Boss", 1, 3), RaterGroup("peers", "Peers", 3, 3), RaterGroup("led", "Led", 0, 4))


def make_instrument(**changes: object) -> Instrument:
    """Three groups of questions, three groups of raters, 1 is high."""
    made = Instrument(
        slug="made",
        title="Made",
        about="",
        used=Used.REVIEW,
        scale=ONE_IS_HIGH,
        groups=GROUPS,
        raters=RATERS,
        minimum_in_all=3,
        days_open=20,
        rounds=2,
        remind_days_before=(7, 2),
    )
    return replace(made, **changes)  # type: ignore[arg-type]
