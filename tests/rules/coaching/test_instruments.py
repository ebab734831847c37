"""Reading instruments: what is right stays as it was written, and what is wrong is named where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.coaching.rules.instruments import plain, read_instrument, why_not_freeze
from goldenthread.coaching.types.instruments import Instrument
from tests.makers.instruments import make_instrument

OURS = Path(__file__).parents[3] / "src/goldenthread/coaching/instruments"


def kept(**changes: object) -> dict[str, object]:
    return {**plain(make_instrument()), **changes}


def test_an_instrument_is_the_same_when_it_is_read_again() -> None:
    assert read_instrument(plain(make_instrument())) == (make_instrument(), ())


@pytest.mark.parametrize("file", sorted(OURS.glob("*.yml")), ids=lambda file: file.stem)
def test_what_comes_with_this_version_is_whole(file: Path) -> None:
    values = yaml.safe_load(file.read_text())
    assert values.pop("version") == 1

    instrument, faults = read_instrument(values)

    assert faults == ()
    assert instrument.slug == file.stem
    assert "minimum" in instrument.illustrates or not instrument.has_raters


POINTS = [{"value": 1, "label": ""}, {"value": 2, "label": ""}]
PEERS = {"key": "peers", "title": "Peers", "wanted": 0, "minimum": 3}
ASK = {"key": "a", "title": "A", "items": [{"key": "a-1", "prompt": "Why?"}]}
ODD = [{"key": "a-1", "prompt": "Why?", "statements": "1.2"}]
MANY = [{"key": f"a-{n}", "prompt": "Why?"} for n in range(61)]


@pytest.mark.parametrize(
    ("changes", "at", "says"),
    [
        ({"slug": "Two Words"}, "slug", "small letters"),
        ({"title": " "}, "title", "some words"),
        ({"title": "x" * 121}, "title", "at most 120"),
        ({"about": 3}, "about", "some words"),
        ({"used": "fun"}, "used", "one of review, needs"),
        ({"scale": None}, "scale.points", "two to ten answers"),
        ({"scale": "high"}, "scale", "set of named fields"),
        ({"scale": {"points": POINTS[:1], "best": 1}}, "scale.points", "two to ten"),
        ({"scale": {"points": POINTS[::-1], "best": 1}}, "scale.points", "higher value"),
        ({"scale": {"points": POINTS, "best": 3}}, "scale.best", "should be 1 or 2"),
        ({"groups": []}, "groups", "at least one group"),
        ({"groups": {}}, "groups", "should be a list"),
        ({"groups": [{**ASK, "items": []}]}, "groups[1].items", "at least one question"),
        ({"groups": [{**ASK, "key": "A b"}]}, "groups[1].key", "small letters"),
        ({"groups": [ASK, ASK]}, "items", "“a-1” twice"),
        ({"groups": [{**ASK, "items": ODD}]}, "groups[1].items[1].statements", "list of words"),
        ({"groups": [{**ASK, "items": MANY}]}, "groups", "at most 60"),
        ({"raters": [{**PEERS, "minimum": 2}]}, "raters[1].minimum", "from 3 to 20"),
        ({"raters": [PEERS, PEERS]}, "raters", "“peers” twice"),
        ({"minimum_in_all": 2}, "minimum_in_all", "at least 3"),
        ({"raters": [], "minimum_in_all": 5}, "minimum_in_all", "left out"),
        ({"minimum_in_all": True}, "minimum_in_all", "whole number"),
        ({"asks_comments": "yes"}, "asks_comments", "true or false"),
        ({"remind_days_before": [20]}, "remind_days_before", "within the time"),
        ({"remind_days_before": ["7"]}, "remind_days_before", "list of whole numbers"),
        ({"colour": "red"}, "colour", "not a field that is known"),
    ],
    ids=str,
)  # fmt: skip
def test_a_fault_is_named_where_it_stands(changes, at: str, says: str) -> None:
    _, faults = read_instrument(kept(**changes))

    assert [str(fault) for fault in faults if fault.at == at and says in fault.says]


def test_a_draft_with_a_fault_is_not_frozen_and_says_why() -> None:
    _, faults = read_instrument({})

    assert why_not_freeze(()) is None
    refusal = why_not_freeze(faults)
    assert refusal is not None
    assert "title: should be some words." in refusal.says
    assert str(read_instrument(None)[1][0]) == "the file: should be a set of named fields"


STRANGE = (
    None, True, -3, 7, "", "key", [], ["x"], [1], {}, {"key": 3}, [{}], [{"key": "a"}], [{"items": [{}]}], [[]],
    {"best": 1, "points": [{"value": "x"}]}, {"best": None, "points": {}},
)  # fmt: skip


@given(st.dictionaries(st.sampled_from([*plain(make_instrument()), "other"]), st.sampled_from(STRANGE)))
def test_whatever_is_sent_is_read_or_named_and_never_breaks(changes) -> None:
    instrument, _ = read_instrument(kept(**changes))

    assert isinstance(instrument, Instrument)
    assert read_instrument(plain(instrument))[0] == instrument
