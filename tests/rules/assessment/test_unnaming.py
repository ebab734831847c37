"""Names are taken out of what markers read, however they are written; ordinary words stay."""

from __future__ import annotations

import pytest

from goldenthread.assessment.rules.unnaming import without_names
from goldenthread.assessment.types.projects import Named

OURS = Named(("Parveen Begum", "Mrs Samira Okonkwo", "Zoë O’Neill", "Mo"), ("Castle Hill School",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("PARVEEN BEGUM and Begum's class at Castle Hill School went up the hill with Mo.",
         "[name] and [name]'s class at [name] went up the hill with [name]."),
        ("PARVEEN and parveen, and pARVEEN", "[name] and [name], and [name]"),
        ("OKONKWO", "[name]"),
        ("CASTLE HILL, castle hill, Castle-Hill, castlehill; a castle on a hill; CASTLE; Hill Street",
         "[name], [name], [name], [name]; a castle on a hill; [name]; [name] Street"),
        ("ParveenBegum parveenbegum begum_parveen Begum, Parveen P.Begum PBegum MissBegum ParveenB",
         "[name] [name] [name] [name] P.[name] P[name] Miss[name] [name]B"),
        ("parveen@castlehill.example, or head+office@castlehill.example.", "[address], or [address]."),
        ("Write to x@elsewhere.example or www.castlehill.example", "Write to [address] or www.[name].example"),
        ("Zoe, ZOE and zoë ONEILL and O'Neill; Mrs Jones", "[name], [name] and [name] and [name]; Mrs Jones"),
        ("Parveenah, Begumpur, castles and most; @ 3 pm", "Parveenah, Begumpur, castles and most; @ 3 pm"),
        ("Par\u200bveen, BE\u00adGUM", "[name], [name]"),
        ("School, academy and trust", "School, academy and trust"),
    ],
)  # fmt: skip
def test_names_are_taken_out_and_plain_words_stay(text: str, said: str) -> None:
    assert without_names(text, OURS) == said


@pytest.mark.parametrize("name", ["Will May", "Grace Mark", "Hope Young"])
def test_a_name_that_is_an_ordinary_word_is_one_only_with_its_capitals(name: str) -> None:
    first, last = name.split()
    text = f"{first} and {last.upper()}; {name.lower()}; they {first.lower()} do what {last.lower()} come."

    said = without_names(text, Named((name,)))

    assert said == f"[name] and [name]; [name]; they {first.lower()} do what {last.lower()} come."


def test_no_name_takes_nothing_out() -> None:
    assert without_names("Words.", Named((" ", ""), ("School",))) == "Words."
