"""A letter's two forms say the same, harmlessly."""

from __future__ import annotations

from dataclasses import replace

from goldenthread.integrations.mail.messages import Letter
from goldenthread.integrations.mail.translate import as_html, as_text, message_id

LETTER = Letter(
    key="receipt:1",
    kind="assessment.receipt",
    address="parveen@castlehill.example",
    name="Parveen Begum",
    subject="We have your script",
    paragraphs=("Your script has arrived, whole and readable, and can be replaced until the window closes.",),
    facts=(("Words", "1,480"),),
    button="See your receipt",
    url="http://localhost:8000/assessment/1/",
    closing="You get this letter because you handed in a script.",
)


def test_the_plain_form_is_whole_in_itself() -> None:
    text = as_text(LETTER)

    assert text.startswith("Hello Parveen Begum,\n\nYour script has arrived")
    assert "Words: 1,480" in text
    assert "See your receipt:\nhttp://localhost:8000/assessment/1/" in text
    assert text.rstrip().endswith("because you handed in a script.")
    assert max(len(line) for line in text.splitlines()) <= 72


def test_the_drawn_form_says_the_same_and_calls_nobody() -> None:
    html = as_html(LETTER)

    for words in ("Hello Parveen Begum", "1,480", "See your receipt", LETTER.url):
        assert words in html
    assert "<img" not in html
    assert "<script" not in html
    assert html.count("href=") == 1


def test_a_letter_without_facts_and_button_has_neither() -> None:
    bare = replace(LETTER, facts=(), button="", url="")

    assert "<table" not in as_html(bare)
    assert "href" not in as_html(bare)
    assert "Words" not in as_text(bare)


def test_several_links_stand_in_both_forms_each_with_its_words() -> None:
    several = replace(
        LETTER, button="", url="", links=(("For Ann & Co", "http://x/1?a=1&b=2"), ("For Ben", "http://x/2"))
    )

    assert "For Ann & Co:\nhttp://x/1?a=1&b=2\n\nFor Ben:\nhttp://x/2" in as_text(several)
    assert 'href="http://x/1?a=1&amp;b=2"' in as_html(several)
    assert as_html(several).count("href=") == 2
    assert "For Ann &amp; Co</a>" in as_html(several)


def test_what_somebody_typed_stays_words() -> None:
    nasty = replace(LETTER, name="<script>alert(1)</script>\r\nBcc: all@example.org", subject="A\r\nB\u202ec")

    html = as_html(nasty)

    assert "<script" not in html
    assert "\nBcc" not in as_text(nasty)
    assert "<h1" in html
    assert "A B c" in html


def test_the_same_occasion_has_the_same_message_id() -> None:
    once = message_id("receipt:1", host="npq.example.org")

    assert once == message_id("receipt:1", host="npq.example.org")
    assert once != message_id("receipt:2", host="npq.example.org")
    assert once.endswith("@npq.example.org>")
    assert message_id("receipt:1", host="").endswith("@goldenthread.invalid>")
