"""A word rule as other rooms keep it beside what was judged by it; no statement is needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goldenthread.programmes.rules.fields import Fields
from goldenthread.programmes.rules.limits import read_words, words_body
from goldenthread.programmes.types import WordRule


def kept_rule(rule: WordRule) -> dict[str, Any]:
    """The rule as it is kept."""
    return words_body(rule)


def rule_again(kept: Mapping[str, Any]) -> WordRule:
    """The rule that was kept. :raises Faulty: if it cannot be read."""
    fields = Fields(kept, file="a kept count")
    rule = read_words(fields)
    fields.refuse()
    return rule
