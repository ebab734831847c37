"""Which lines run through a file: by where they stand, and only then by how often."""

from __future__ import annotations

from goldenthread.assessment.rules.running_lines import Edge, Page, in_margins, without_running_lines


def test_rows_in_the_margins_are_found_by_where_they_stand() -> None:
    body = [(float(y), y + 10.0) for y in range(740, 90, -14)]

    assert in_margins([], foot=0, head=842) == []
    assert in_margins([(800, 810), *body, (30, 40)], foot=0, head=842) == [(800, 810), (30, 40)]
    assert in_margins(body, foot=0, head=842) == []
    assert in_margins([(400, 410)], foot=0, head=842) == []


def test_a_line_that_is_as_often_within_the_pages_is_no_running_line() -> None:
    top = Edge("We look again.", 800)
    theirs = [Page(("We look again.", "Words", "We look again."), (top,))] * 3
    header = [Page(("We look again.", "Words", "More"), (top,))] * 3

    assert without_running_lines(theirs) == [["We look again.", "Words", "We look again."]] * 3
    assert without_running_lines(header) == [["Words", "More"]] * 3


def test_a_line_at_another_height_on_each_page_is_no_running_line() -> None:
    pages = [Page(("We look again.", "Words"), (Edge("We look again.", height),)) for height in (800, 780, 760)]

    assert without_running_lines(pages) == [["We look again.", "Words"]] * 3


def test_a_line_in_the_margin_that_the_text_does_not_know_changes_nothing() -> None:
    page = Page(("Words",), (Edge("Case study", 800),))

    assert without_running_lines([page, page]) == [["Words"], ["Words"]]


def test_only_one_of_two_lines_alike_is_taken_from_a_page() -> None:
    page = Page(("Page 1", "Words", "Page 1 of the plan", "12"), (Edge("Page 1", 800), Edge("12", 30)))
    other = Page(("Page 2", "Words"), (Edge("Page 2", 801),))

    assert without_running_lines([page, other]) == [["Words", "Page 1 of the plan"], ["Words"]]
