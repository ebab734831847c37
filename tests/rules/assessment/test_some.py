"""Numbers with the noun that they count."""

from __future__ import annotations

from goldenthread.assessment.rules.some import some


def test_a_number_stands_with_its_noun() -> None:
    found = [some(1, "script"), some(4000, "script"), some(0, "script"), some(2, "script waits", "scripts wait")]
    assert found == ["1 script", "4,000 scripts", "0 scripts", "2 scripts wait"]
