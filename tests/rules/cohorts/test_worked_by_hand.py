"""The tables of docs/engagement.md, worked by hand, against the rule."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from goldenthread.cohorts.rules.engagement import figure
from goldenthread.cohorts.rules.registering import is_left_out, share_of
from goldenthread.cohorts.types import CreditEntry, Figure, Mark, saying
from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.rules.policies import read_engagement
from goldenthread.programmes.types import ComponentFacts, ComponentKind, EngagementPolicy, PolicyTerms, Route
from tests.rules.cohorts.made import POLICY, component

PAGE = Path(__file__).resolve().parents[3] / "docs" / "engagement.md"
SECTIONS = {part.split("\n", 1)[0]: part for part in PAGE.read_text(encoding="utf-8").split("\n## ")[1:]}
KINDS = ("One share of everything that counts", "Each part by itself", "Weighted parts, added up")


def table(section: str) -> list[dict[str, str]]:
    lines = [line for line in SECTIONS[section].splitlines() if line.startswith("|")]
    head, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(head, row, strict=True)) for row in rows]


PROGRAMME: dict[str, ComponentFacts] = {
    row["Letter"]: component(n, minutes=int(row["Minutes"]), kind=ComponentKind(row["Kind"]))
    for n, row in enumerate(table("The programme"), 1)
}


def policy_of(section: str) -> EngagementPolicy:
    body = SECTIONS[section].split("```yaml")[1].split("```")[0]
    fields = Fields(yaml.safe_load(body), file="docs/engagement.md")
    policy = read_engagement(fields, PolicyTerms(POLICY.terms.in_force_from, "the page"))
    fields.refuse()
    return policy


def of(entries: list[CreditEntry], policy: EngagementPolicy) -> Figure:
    return figure(PROGRAMME.values(), entries, route=Route.BLENDED, policy=policy)


def share(cell: str) -> Fraction:
    return Fraction({"all": "1", "none": "0"}.get(cell, cell))


def minutes(now: Figure) -> str:
    return f"{int(now.credited)} of {int(now.due)}"


@pytest.mark.parametrize(
    ("section", "row"), [(section, row) for section in KINDS for row in table(section)], ids=lambda x: str(x)[:24]
)
def test_the_rule_gives_what_was_worked_by_hand(section, row) -> None:
    done = [CreditEntry(c.id, share(row[letter])) for letter, c in PROGRAMME.items()]

    now = of(done, policy_of(section))

    assert (f"{now.percent:.1f} %", "yes" if now.is_met else "no") == (row["Figure"], row["Reached"])
    assert [saying.of_due(part) for part in now.parts] == [row[part.name] for part in now.parts]
    assert row.get("Minutes", minutes(now)) == minutes(now)


def test_every_kind_of_policy_is_worked() -> None:
    assert len({policy_of(section).kind for section in KINDS}) == len(KINDS)
    assert [len(table(section)) for section in KINDS] == [4, 4, 4]


@pytest.mark.parametrize("row", table("Excused"), ids=lambda row: row["Rule"])
def test_being_excused_does_what_was_worked_by_hand(row) -> None:
    body = {
        "kind": "overall_share",
        "threshold": 90,
        "excused_rule": row["excused_rule"],
        "excused": int(row["excused"]),
    }
    policy = read_engagement(Fields(body, file="the page"), POLICY.terms)
    done = [CreditEntry(c.id, Fraction(1)) for letter, c in PROGRAMME.items() if letter not in "BC"]
    marked = CreditEntry(
        PROGRAMME["B"].id,
        Fraction(1) if is_left_out(Mark.EXCUSED, policy) else share_of(Mark.EXCUSED, policy),
        waives=is_left_out(Mark.EXCUSED, policy),
    )

    now = of([*done, marked], policy)
    caught_up = of([*done, marked, CreditEntry(PROGRAMME["B"].id, Fraction(1, 2))], policy)

    assert (minutes(now), f"{now.percent:.1f} %") == (row["Minutes"], row["Figure"])
    assert ("yes" if now.is_met else "no") == row["Reached"]
    if marked.waives:
        assert (minutes(caught_up), f"{caught_up.percent:.1f}") == ("750 of 810", "92.5")


def test_different_thresholds_are_put_on_one_scale() -> None:
    policy = policy_of("Each part by itself")
    lower = replace(policy, parts=(policy.parts[0], replace(policy.parts[1], threshold=80)))
    live = [CreditEntry(PROGRAMME[letter].id, Fraction(1)) for letter in "ABC"]

    now = of([*live, CreditEntry(PROGRAMME["D"].id, Fraction(1))], lower)

    assert (now.percent, [part.percent for part in now.parts]) == (45, [100, 40])
