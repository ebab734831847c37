"""Components and figures, as templates call them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from goldenthread.ground.types import Refusal
from goldenthread.web.shared import words
from goldenthread.web.shared.figures.agreement import agreement_plot
from goldenthread.web.shared.figures.drawing import box
from goldenthread.web.shared.figures.groups import group_bars
from goldenthread.web.shared.figures.intervals import Axis, interval_plot
from goldenthread.web.shared.figures.share import share_bar
from goldenthread.web.shared.figures.strip import Mark, timeline_strip

AT = datetime(2026, 11, 24, 23, 59, tzinfo=UTC)


def drawn(template: str, address: str = "/", **context: object) -> str:
    """A template drawn as in a page at this address."""
    request = RequestFactory().get(address)
    engine = engines["django"].engine
    compiled = engine.template_loaders[0].loaders[0].cotton_compiler.process(template)
    return engines["django"].from_string(compiled).render(context, request)


def test_words_in_a_component_are_escaped() -> None:
    html = drawn('<c-card title="{{ name }}">{{ name }}</c-card>', name="<b>Bo</b>")

    assert "<b>" not in html
    assert html.count("&lt;b&gt;Bo") == 2


def test_a_tag_shows_its_word() -> None:
    assert '<strong class="gt-tag gt-tag--good" >Passed</strong>' in drawn('<c-tag kind="good">Passed</c-tag>')


def test_a_form_carries_its_token_only_when_it_changes_something() -> None:
    assert "csrfmiddlewaretoken" in drawn("<c-form>x</c-form>")
    assert "csrfmiddlewaretoken" not in drawn('<c-form method="get">x</c-form>')
    assert 'enctype="multipart/form-data"' in drawn("<c-form multipart>x</c-form>")
    assert 'data-keep data-autosave="/save/"' in drawn('<c-form keep autosave="/save/">x</c-form>')


def test_a_progress_says_the_number_with_its_base() -> None:
    html = drawn('<c-progress label="Engagement" :done="done" total="51" unit="hours" threshold="90" />', done=46)

    assert "46 of 51 hours, 90\N{NO-BREAK SPACE}%" in html
    assert "The programme asks for 90\N{NO-BREAK SPACE}%." in html


def test_a_share_never_leaves_its_bar() -> None:
    assert 'cx="100%"' in share_bar("x", done=70, total=50).svg
    assert share_bar("x", done=70, total=50).percent == "140 %"
    assert 'cx="0%"' in share_bar("x", done=0, total=0).svg


def test_a_refusal_says_the_rule_and_what_mends_it() -> None:
    refusal = Refusal("gate", "The policy asks for 90 %.", "Finish unit 4.")

    html = drawn('<c-why title="You cannot submit yet" :refusal="refusal" />', refusal=refusal)

    assert ["You cannot submit yet" in html, refusal.says in html, refusal.mend in html] == [True, True, True]


def test_pages_keep_the_filters_of_the_address() -> None:
    html = drawn("<c-pagination number=6 pages=80 />", "/cohorts/?q=ana&page=6")

    assert 'href="?q=ana&amp;page=7"' in html
    assert html.count('aria-current="page"') == 1
    assert html.count("ellipsis") == 2
    assert drawn("<c-pagination number=1 pages=1 />").strip() == ""
    assert drawn("<c-pagination />").strip() == ""
    assert 'href="?page=2"' in drawn('<c-pagination number="{{ n }}" pages="{{ n }}2" />', n=1)


def test_django_pages_can_be_paged_through() -> None:
    html = drawn('<c-pagination :page="page" />', page=Paginator(range(60), 20).page(3))

    assert 'rel="prev"' in html
    assert 'rel="next"' not in html


def test_a_summary_list_takes_pairs_and_mappings() -> None:
    rows = [("Coach", "Bo Li"), {"key": "Mentor", "value": "None", "href": "/pair/", "action": "Pair"}]

    html = drawn('<c-summary-list :rows="rows" />', rows=rows)

    assert "Bo Li" in html
    assert 'href="/pair/">Pair<span class="govuk-visually-hidden"> Mentor</span>' in html


def test_a_thread_marks_what_is_done_and_what_is_now() -> None:
    html = drawn("""<c-thread :steps="['One', 'Two', 'Three']" now="Two" />""")

    assert html.count("gt-steps__step--done") == 1
    assert 'gt-steps__step--now" aria-current="step">Two' in html
    assert drawn("""<c-thread :steps="['One', 'Two']" now="Ended" />""").count("step--done") == 2


def test_an_optional_argument_does_not_leak_in_from_the_page() -> None:
    assert "gt-notice__title" not in drawn("<c-notification>Kept</c-notification>", title="Page title")


def test_typed_words_keep_their_lines_and_lose_their_markup() -> None:
    assert drawn("{{ typed|paragraphs }}", typed="one\r\ntwo\n\n<i>three</i>") == (
        "<p>one<br>two</p><p>&lt;i&gt;three&lt;/i&gt;</p>"
    )
    assert drawn("{{ typed|paragraphs }}", typed=None) == ""


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ at|moment }}", "Tuesday 24 November 2026, 11:59pm"),
        ("{{ at|day }}", "Tuesday 24 November 2026"),
        ("{{ at|short_day }}", "24 Nov 2026"),
        ("{{ at|clock }}", "11:59pm"),
        ("{{ 2790|hours }}", "46 hours 30 minutes"),
        ("{{ 87|percent }}", "87\N{NO-BREAK SPACE}%"),
        ("{{ 46|share:51 }}", "90\N{NO-BREAK SPACE}%"),
        ("{{ part|share }}", "29\N{NO-BREAK SPACE}%"),
        ("{{ nothing|share:51 }}", ""),
        ('{{ 2|count:"person,people" }}', "2 people"),
        ("{{ 1480|words }}", "1,480 words"),
        ('{{ "one two"|words }}', "2 words"),
        ('{{ "91.4 % came"|markdown }}', "<p>91.4\N{NO-BREAK SPACE}% came</p>\n"),
        ("{{ 812|size }}", "812 bytes"),
        ("{{ '812'|size }} {{ '90'|hours }} {{ '1480'|words }}", "812 bytes 1 hour 30 minutes 1,480 words"),
        ("{{ later|until:at }}", "8 days"),
        ("{{ counts|entry:3 }}", "three"),
        ("{{ nothing|entry:3|default:'none' }}", "none"),
        (
            "{{ typed|unbroken }}",
            '&lt;i&gt; <span class="gt-nowrap">123-456-789</span>, <span class="gt-nowrap">R-GBYR-G7WA-76NH</span>.',
        ),
        ("{{ 'script-123-456-789.docx'|unbroken }}", '<span class="gt-nowrap">script-123-456-789.docx</span>'),
        ("{{ 'until 2026-11-29, at 1.1.1'|unbroken }}{{ nothing|unbroken }}", "until 2026-11-29, at 1.1.1"),
    ],
)
def test_filters_say_things_as_the_house_does(template: str, said: str) -> None:
    later = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)

    typed = "<i> 123-456-789, R-GBYR-G7WA-76NH."
    assert drawn(template, at=AT, later=later, counts={3: "three"}, part=0.29, typed=typed) == said


def test_an_agreement_plot_says_how_far_two_markers_are_apart() -> None:
    figure = agreement_plot(
        "Apart on one", criteria=[("Evidence", 0, 2), ("Impact", 1, 1)], levels=["Low", "Mid", "High"]
    )

    assert figure.says == "They agree on 1 of 2 criteria."
    assert figure.table.rows == (("Evidence", "Low", "High", "2 levels apart"), ("Impact", "Mid", "Mid", "agree"))


@pytest.mark.parametrize(
    ("now", "behind"),
    [(date(2026, 1, 1), 0), (date(2026, 3, 1), 1), (date(2026, 9, 9), 2)],
    ids=["before", "mid", "after"],
)
def test_a_strip_of_time_says_what_is_behind(now: date, behind: int) -> None:
    marks = [Mark(date(2026, 4, 1), "Second"), Mark(date(2026, 2, 1), "First")]

    figure = timeline_strip("Dates", marks=marks, now=now)

    assert figure.says.startswith(f"{behind} of 2 are behind")
    assert [row[0] for row in figure.table.rows] == ["First", "Second"]


def test_a_strip_with_nothing_on_it_is_still_drawn() -> None:
    assert timeline_strip("Dates", marks=[], now=date(2026, 1, 1)).says.startswith("0 of 0")


def test_bars_begin_at_zero_and_say_their_numbers() -> None:
    figure = group_bars("North leads", groups=[("North", 3700), ("South", 0), ("East", 1.5)], unit="people")

    assert [row[1] for row in figure.table.rows] == ["3,700 people", "0 people", "1.5 people"]
    assert group_bars("None", groups=[]).table.rows == ()
    said = group_bars("Time", groups=[("Face to face", 90.0), ("By oneself", 60.0)], say=words.hours)
    assert [row[1] for row in said.table.rows] == ["1 hour 30 minutes", "1 hour"]
    assert "Face to face: 1 hour 30 minutes; By oneself: 1 hour." in said.says


def test_a_wide_table_of_a_figure_is_cards_on_a_phone() -> None:
    rows = [("Marker A", (0.5, 0.2, 0.8), "As the others"), ("Marker C", None, "Too few to say: 3 scripts were marked")]
    figure = interval_plot("Severity", axis=Axis(0, 1, ()), rows=rows, what="Marker")

    # A sentence stands in the table: drawn, it ran over the name.
    assert "3 scripts" not in figure.svg
    assert figure.table.rows[1] == ("Marker C", "Too few to say", "", "", "Too few to say: 3 scripts were marked")
    wide = drawn('<c-figure :picture="figure" />', figure=figure)
    assert "gt-table--cards" in wide
    assert '<td data-label="In words"><div>As the others</div></td>' in wide
    assert "gt-table--cards" not in drawn('<c-figure :picture="figure" />', figure=group_bars("Two", groups=[("A", 1)]))


def test_no_drawing_carries_a_style_of_its_own() -> None:
    svg = group_bars("<b>", groups=[("<i>", 3)]).svg + box(0, 0, 0, 4, "d-bar")

    assert "style=" not in svg
    assert "<i>" not in svg
