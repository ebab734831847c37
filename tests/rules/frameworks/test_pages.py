"""Providers' pages: recognised as such, cut statements never taken as whole, pasted blocks kept out."""

from __future__ import annotations

from collections import Counter

import pytest

from goldenthread.frameworks.rules.leftovers import learn_how_to, learn_that, openers
from goldenthread.frameworks.rules.linking import links
from goldenthread.frameworks.rules.reading import read
from goldenthread.frameworks.types import Kind, ProviderPage
from goldenthread.frameworks.types.pages import Link
from tests.makers.frameworks import a_framework, as_markdown
from tests.makers.pages import OFFER, as_page

MADE = a_framework(sections=2, seed=3)


def page_of(text: str) -> ProviderPage:
    page = read(text).page
    assert page is not None
    return page


def codes(page: ProviderPage) -> set[str]:
    return {doubt.code for doubt in page.doubts}


def test_a_page_is_recognised_and_is_no_framework() -> None:
    reading = read(as_page(MADE))

    assert reading.page is not None
    assert (reading.sections, reading.items) == ((), ())
    assert (reading.code, reading.title) == ("MADE", "Made National Qualification (MADE): Made Leaders")
    assert "provider_page" in {doubt.code for doubt in reading.doubts}
    assert read(as_markdown(MADE)).page is None


def test_the_facts_of_the_programme_are_read() -> None:
    offer = page_of(as_page(MADE)).offer

    assert [(one.name, one.made_of) for one in offer.delivery] == [
        ("blended", ("walks", "talks", "rest")),
        ("online", ()),
    ]
    assert (offer.events, offer.platform, offer.cost) == (6, "Slate", "It is free.")
    assert [(one.whose, one.items) for one in offer.benefits] == [("participants", ("A desk", "A lamp"))]
    assert (offer.provider, offer.partners) == ("Far Hills Trust", 1020)
    assert offer.masters == "It counts towards a Masters."


def test_what_the_offer_does_not_say_is_not_made_up() -> None:
    text = "What does it cost?\nIt depends.\nWhat are the benefits?\nWho is this for?\nThe virtual delivery model.\n"

    offer = page_of(text).offer

    assert (offer.events, offer.platform, offer.cost, offer.benefits, offer.provider) == (0, "", "", (), "")
    assert (offer.partners, offer.masters, [one.name for one in offer.delivery]) == (0, "", ["online"])
    assert (
        page_of("The benefits\nBenefits for us\nWho is this for?\nThe delivery model.\nWhat does it cost?").offer.cost
        == ""
    )


def test_whole_statements_and_stems_are_read_as_they_stand() -> None:
    page = page_of(as_page(MADE))

    for section, made in zip(page.sections, MADE.sections, strict=True):
        assert (section.number, section.title) == (made.number, made.title)
        assert tuple(item.text for item in section.of_kind(Kind.LEARN_THAT)) == made.learn_that
        assert tuple(item.text for item in section.of_kind(Kind.STEM)) == tuple(stem for stem, _ in made.stems)
        assert all(item.is_whole and item.lines for item in section.items)
    assert page.areas == ("Leading Learning", "Shaping the Timetable")
    assert codes(page) == {"provider_page", "names_two"}


def test_no_statement_beside_a_jump_of_numerals_is_taken_as_whole() -> None:
    page = page_of(as_page(MADE, cut=1))

    cut = page.sections[0].of_kind(Kind.LEARN_THAT)
    assert [item.number for item in cut] == [1, 5]
    assert [[doubt.code for doubt in item.doubts] for item in cut] == [["cut_short"], ["cut_short"]]
    assert not any(item.is_whole for item in cut)
    assert "much_is_cut" in codes(page)


def test_a_block_that_was_pasted_again_is_kept_out_and_said_to_be() -> None:
    page = page_of(as_page(MADE, times=3))

    assert [(s.number, s.is_foreign, s.times) for s in page.sections] == [(1, False, 1), (0, True, 4)]
    assert [doubt.code for doubt in page.sections[1].doubts] == ["pasted_again"]
    assert "areas_missing" not in codes(page)


def test_an_area_that_is_named_and_not_there_is_pointed_out() -> None:
    assert "areas_missing" in codes(page_of(as_page(a_framework(sections=1, seed=3))))


@pytest.mark.parametrize("cut", [None, 1])
def test_every_word_of_a_page_is_accounted_for_once(cut: int | None) -> None:
    text = as_page(MADE, cut=cut, times=2)

    assert Counter(w for p in read(text).account for w in p.text.split()) == Counter(text.split())


def runs(text: str, *others: str) -> list[tuple[Kind, str, bool]]:
    return [(item.kind, item.text, item.is_whole) for item in learn_how_to((), text, openers([text, *others]))]


def test_bullets_and_stems_that_run_into_one_another_are_told_apart() -> None:
    text = "Help people to read by: ● Reading to the end. Help people to write by: ● Writing a (line"

    assert runs(text) == [
        (Kind.STEM, "Help people to read by:", True),
        (Kind.PRACTICE, "Reading to the end.", True),
        (Kind.STEM, "Help people to write by:", True),
        (Kind.PRACTICE, "Writing a (line", False),
    ]


def test_a_stem_after_words_that_lost_their_end_is_cut_off_from_them() -> None:
    assert runs("Support people to go far and Support others to stay by:", "Support them all day") == [
        (Kind.STEM, "Support people to go far and Support others to stay by:", True),
    ]
    assert runs("Support people to go slow Support others to stay by:", "Support them all day") == [
        (Kind.STEM, "Support people to go slow", False), (Kind.STEM, "Support others to stay by:", True),
    ]  # fmt: skip
    assert runs("• Sharing what is new Encourage people to ask by:") == [
        (Kind.PRACTICE, "Sharing what is new", False), (Kind.STEM, "Encourage people to ask by:", True),
    ]  # fmt: skip


def test_a_bracket_that_stays_open_speaks_against_a_statement() -> None:
    (item,) = learn_how_to((), "Help (some people by:", frozenset())

    assert (item.is_whole, [doubt.code for doubt in item.doubts]) == (False, ["brackets"])


def test_whole_statements_are_linked_to_the_framework_and_cut_ones_are_not() -> None:
    framework = read(as_markdown(MADE))
    made = MADE.sections[1].learn_that

    found = list(links(page_of(as_page(MADE, cut=1)), framework))

    assert [(link.number, link.to_section, link.to_number, link.is_exact) for link in found] == [
        (number, 2, number, True) for number in range(1, len(made) + 1)
    ]
    assert list(links(page_of(as_page(MADE, times=1)), framework))[-1].section == 1


def test_a_near_statement_is_linked_as_near_and_a_strange_one_not_at_all() -> None:
    framework = read(as_markdown(MADE))
    text = as_page(MADE).replace(MADE.sections[0].learn_that[0], "Nobody has said this before in any place at all.")
    text = text.replace(
        MADE.sections[0].learn_that[1],
        MADE.sections[0].learn_that[1].replace(" can ", " could ").replace(" are ", " may be "),
    )

    first, second, *_ = links(page_of(text), framework)

    assert first == Link(1, 1)
    assert (second.to_section, second.to_number) == (1, 2)
    assert next(links(page_of(as_page(MADE)), read(""))) == Link(1, 1)


def test_a_table_without_a_title_above_it_is_none() -> None:
    text = as_page(MADE, offer="Learn that… | Learn how to… |\n" + OFFER)

    assert len(page_of(text).sections) == 2


def test_a_numeral_that_falls_is_no_numeral() -> None:
    items = learn_that((), "3. Three things count. In 2. Two of them may be left out.")

    assert [(item.number, item.text) for item in items] == [
        (3, "Three things count. In 2. Two of them may be left out.")
    ]


def test_an_offer_that_ends_with_its_benefits_and_says_a_model_twice_is_read() -> None:
    text = "Who is this for?\nWhat does it cost?\nA blended learning model, the blended delivery model."
    text = f"{text}\nBenefits for us\n- A desk"

    offer = page_of(text).offer

    assert [(one.name, one.lines) for one in offer.delivery] == [("blended", (3,))]
    assert [one.items for one in offer.benefits] == [("A desk",)]


@pytest.mark.parametrize(
    ("said", "network"),
    [
        ("a network of 1,020 schools.", "1,020 schools"),
        ("a network of 165 schools\nand others, and more.", "165 schools and others"),
        ("a network of 12 partners who work together.", "12 partners"),
        ("a network of 7.", "7"),
    ],
)
def test_a_network_is_told_in_the_words_of_the_page(said: str, network: str) -> None:
    page = page_of(as_page(MADE, offer=OFFER.replace("a network of 1,020 schools.", said)))

    assert page.offer.network == network
    assert page.offer.partners == int(network.split(maxsplit=1)[0].replace(",", ""))
