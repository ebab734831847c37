"""Fields draw themselves whole, and say what to do next."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from goldenthread.web.shared import fields
from goldenthread.web.shared.fields.dates import read_time
from goldenthread.web.shared.fields.summary import Problem, problems_of


def form_of(field: forms.Field, data: dict | None = None, files: dict | None = None) -> forms.Form:
    """A form with one field called *it*."""
    return type("One", (forms.Form,), {"it": field})(data, files)


def said(field: forms.Field, data: dict, files: dict | None = None) -> list[str]:
    """What the field says about these data."""
    return list(form_of(field, data, files).errors.get("it", []))


def given(field: forms.Field, data: dict):
    """What the field gives for data that are in order."""
    form = form_of(field, data)
    assert form.is_valid(), form.errors
    return form.cleaned_data["it"]


def test_a_field_draws_label_hint_error_and_control_tied_together() -> None:
    html = str(form_of(fields.TextField(label="Title", hint="On the cover", width=20), {"it": ""})["it"])

    assert '<label class="govuk-label" for="id_it">Title</label>' in html
    assert '<div class="govuk-hint" id="id_it_helptext">On the cover</div>' in html
    assert 'id="id_it_error"' in html
    assert 'aria-describedby="id_it_helptext id_it_error"' in html
    assert 'class="govuk-input govuk-input--width-20 govuk-input--error"' in html
    assert " required" not in html


def test_a_hidden_field_draws_only_its_control() -> None:
    html = str(form_of(forms.CharField(widget=forms.HiddenInput))["it"])

    assert html == '<input type="hidden" name="it" id="id_it">'


def test_fields_of_other_peoples_forms_are_drawn_the_same_way() -> None:
    html = str(form_of(forms.CharField(label="Code", help_text="Six figures"))["it"])

    assert '<div class="govuk-form-group">' in html
    assert 'class="govuk-input"' in html
    assert "Six figures" in html


def test_what_a_person_typed_comes_back_escaped() -> None:
    html = str(form_of(fields.TextField(label="Name"), {"it": '"><script>alert(1)</script>'})["it"])

    assert "<script>" not in html


def test_a_hint_that_holds_what_a_person_typed_is_drawn_as_words() -> None:
    """A name in a hint drew a button into somebody else's form, which sent their form elsewhere."""
    typed = "<button formaction=/people/me/erasure/>Go on</button> reads it"
    for field in (fields.TextField(label="Name", hint=typed), fields.ConfirmField(label="It is so", hint=typed)):
        html = str(form_of(field)["it"])
        assert "<button" not in html
        assert "&lt;button formaction" in html


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        (fields.TextField(label="Title", asks="Enter a title for the cohort"), "Enter a title for the cohort"),
        (fields.TextField(label="Sponsor's name"), "Enter the sponsor's name"),
        (fields.TextField(label="Your name"), "Enter your name"),
        (fields.TextField(label="TRN"), "Enter the TRN"),
        (fields.TextField(label="Where you meet"), "Enter where you meet"),
        (fields.FileField(label="Attach a file"), "Attach a file"),
        (fields.TextAreaField(label="Why"), "Say why"),
        (fields.TextField(label="How will you travel?"), "Answer: How will you travel?"),
        (fields.TextField(), "Answer this question"),
        (fields.ChoiceField(label="Route", choices=[("a", "A")]), "Choose the route"),
        (fields.ConfirmField(label="It is mine"), "Tick the box to confirm: It is mine"),
        (fields.ConfirmField(), "Tick the box to confirm"),
        (fields.FileField(label="Script"), "Choose the script"),
        (fields.DateField(label="First day"), "Enter the first day"),
    ],
)
def test_a_missing_answer_says_what_to_do(field: forms.Field, sentence: str) -> None:
    assert said(field, {}) == [sentence]


def test_optional_fields_say_so_and_boxes_do_not() -> None:
    assert "(optional)" in str(form_of(fields.TextField(label="Note", required=False))["it"])
    assert "(optional)" not in str(form_of(fields.ConfirmField(label="Tell me", required=False))["it"])
    assert "(optional)" not in str(form_of(fields.SearchField())["it"])


def test_a_question_can_be_the_title_of_its_page() -> None:
    text = str(form_of(fields.TextField(label="Who?", is_title=True))["it"])
    group = str(form_of(fields.ChoiceField(label="Which?", is_title=True, choices=[("a", "A")]))["it"])

    assert '<h1 class="govuk-label-wrapper">' in text
    assert '<h1 class="govuk-fieldset__heading">Which?</h1>' in group


def test_an_email_address_is_kept_in_lower_case() -> None:
    assert given(fields.EmailField(label="E-mail"), {"it": "Ana@Example.ORG"}) == "ana@example.org"
    assert said(fields.EmailField(label="E-mail"), {"it": "ana"}) == ["Enter an e-mail address, like name@example.org"]


@pytest.mark.parametrize("mark", ["\x07", "\x0b", "\x1d", "\u202e", "\u2066", "\r\n", "\u2028"])
def test_one_line_takes_no_marks_that_nobody_sees(mark: str) -> None:
    told = said(fields.TextField(label="Venue"), {"it": f"Harbour{mark} Hall"})

    assert told == ["This holds characters that cannot be seen. Type it again"]
    assert given(fields.TextField(label="Venue"), {"it": "Harbour Hall\n"}) == "Harbour Hall"
    assert given(fields.PasswordField(label="Password"), {"it": f"a{mark}b"}) == f"a{mark}b"


def test_a_number_is_read_as_people_write_it() -> None:
    assert given(fields.NumberField(label="Words"), {"it": "1,480"}) == 1480
    assert said(fields.NumberField(label="Words"), {"it": "many"}) == ["Enter a whole number, like 12"]
    between = fields.NumberField(label="Places", min_value=1, max_value=30)
    assert said(between, {"it": "31"}) == said(between, {"it": "0"}) == ["Enter a number from 1 to 30"]
    assert said(fields.NumberField(label="Places", min_value=1), {"it": "0"}) == ["Enter a number of 1 or more"]
    assert given(fields.NumberField(label="Places", required=False), {"it": ""}) is None


def test_prefix_and_suffix_stand_beside_the_box() -> None:
    html = str(form_of(fields.NumberField(label="Fee", prefix="£", suffix="a term"))["it"])

    assert '<div class="govuk-input__prefix" aria-hidden="true">£</div>' in html
    assert '<div class="govuk-input__suffix" aria-hidden="true">a term</div>' in html


def test_a_password_keeps_its_spaces_and_can_be_shown() -> None:
    assert given(fields.PasswordField(label="Password"), {"it": " a b "}) == " a b "
    assert "govuk-js-password-input-toggle" in str(form_of(fields.PasswordField(label="Password"))["it"])


def test_too_many_words_says_by_how_many() -> None:
    field = fields.TextAreaField(label="Reasons", words=3)

    assert said(field, {"it": "one two three four"}) == ["Shorten this by 1 word: the limit is 3 words"]
    assert given(field, {"it": "one re-keyed three"}) == "one re-keyed three"
    assert 'data-words="3"' in str(form_of(field)["it"])
    assert given(fields.TextAreaField(label="Free"), {"it": "as long as it takes"}) == "as long as it takes"


def test_choices_carry_their_hints_and_what_was_chosen() -> None:
    field = fields.ChoiceField(label="Route", choices=[("b", "Blended"), ("o", "Online")], hints={"b": "Four events"})

    html = str(form_of(field, {"it": "b"})["it"])

    assert 'value="b" checked aria-describedby="id_it_0_hint"' in html
    assert "Four events" in html
    assert said(field, {"it": "x"}) == ["Choose one of the answers listed"]


def test_several_can_be_chosen() -> None:
    field = fields.CheckboxesField(label="Days", choices=[("m", "Monday"), ("t", "Tuesday")])

    assert given(field, {"it": ["m", "t"]}) == ["m", "t"]
    assert str(form_of(field, {"it": ["t"]})["it"]).count(" checked") == 1


def test_a_list_begins_with_an_empty_choice_unless_told_otherwise() -> None:
    choices = [("a", "Ana")]

    assert '<option value="" selected>Choose one</option>' in str(form_of(fields.SelectField(choices=choices))["it"])
    assert "Choose one" not in str(form_of(fields.SelectField(choices=choices, empty=""))["it"])
    assert "Choose one" not in str(form_of(fields.SelectField(choices=[("", "None"), *choices]))["it"])


def test_a_file_is_judged_by_kind_and_size() -> None:
    field = fields.FileField(label="Script", kinds=(".docx", ".pdf"), largest=4)

    assert said(field, {}, {"it": SimpleUploadedFile("a.exe", b"ab")}) == [
        "Choose a file of one of these kinds: .docx, .pdf"
    ]
    assert said(field, {}, {"it": SimpleUploadedFile("a.PDF", b"abcde")}) == [
        "Choose a smaller file: this one has 5 bytes, the most is 4 bytes"
    ]
    assert said(field, {}, {"it": SimpleUploadedFile("a.pdf", b"")}) == [
        "This file has nothing in it. Choose another file"
    ]
    assert said(field, {}, {"it": SimpleUploadedFile("a.pdf", b"abcd")}) == []


def test_one_file_is_judged_and_several_are_left_to_the_room() -> None:
    field = fields.FilesField(label="Scripts", kinds=(".pdf",), largest=4)

    def sent(*files: SimpleUploadedFile) -> dict[str, list[SimpleUploadedFile]]:
        return MultiValueDict({"it": list(files)})

    assert "multiple" in str(form_of(field)["it"])
    assert said(field, {}, sent(SimpleUploadedFile("a.exe", b"ab"))) == ["Choose a file of one of these kinds: .pdf"]
    assert said(field, {}, sent(SimpleUploadedFile("a.pdf", b"abcd"))) == []
    assert said(field, {}, sent(SimpleUploadedFile("a.exe", b"ab"), SimpleUploadedFile("b.pdf", b"abcdef"))) == []
    assert said(field, {}, sent()) == ["Choose the scripts"]


def test_a_date_is_read_from_three_boxes_or_from_iso() -> None:
    field = fields.DateField(label="First day")

    assert given(field, {"it_day": "5", "it_month": "10", "it_year": "2026"}) == date(2026, 10, 5)
    assert given(field, {"it_day": "5", "it_month": "October", "it_year": "2026"}) == date(2026, 10, 5)
    assert given(field, {"it": "2026-10-05"}) == date(2026, 10, 5)
    assert given(fields.DateField(required=False), {}) is None


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"it_day": "5", "it_year": "2026"}, "Add the month to this date"),
        ({"it_day": "5"}, "Add the month and year to this date"),
        ({"it_day": "31", "it_month": "2", "it_year": "2026"}, "Enter a real date, like 24 11 2026"),
        ({"it_day": "x", "it_month": "2", "it_year": "2026"}, "Enter a real date, like 24 11 2026"),
        ({"it_day": "9" * 30, "it_month": "2", "it_year": "2026"}, "Enter a real date, like 24 11 2026"),
        ({"it_day": "5", "it_month": "2", "it_year": "9" * 4_500}, "Enter a real date, like 24 11 2026"),
        ({"it": "tomorrow"}, "Add the month and year to this date"),
    ],
)
def test_a_date_that_cannot_be_read_says_which_part(data: dict, sentence: str) -> None:
    assert said(fields.DateField(label="First day"), data) == [sentence]


def test_a_date_comes_back_as_it_was_kept() -> None:
    form = type("Kept", (forms.Form,), {"it": fields.DateField()})(initial={"it": date(2026, 10, 5)})

    html = str(form["it"])

    assert ['value="5"' in html, 'value="10"' in html, 'value="2026"' in html] == [True, True, True]
    assert not fields.DateField().has_changed(date(2026, 10, 5), ["5", "10", "2026"])


def boxes(day: str, month: str, year: str, time: str) -> dict[str, str]:
    """A moment as it is sent."""
    return {"it_day": day, "it_month": month, "it_year": year, "it_time": time}


@pytest.mark.parametrize(
    ("data", "moment"),
    [
        (boxes("24", "11", "2026", "11:59pm"), datetime(2026, 11, 24, 23, 59, tzinfo=UTC)),
        (boxes("1", "7", "2026", "18:30"), datetime(2026, 7, 1, 17, 30, tzinfo=UTC)),
        (boxes("25", "10", "2026", "1:30am"), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ({"it": "2026-11-24T23:59"}, datetime(2026, 11, 24, 23, 59, tzinfo=UTC)),
        ({"it": "2026-07-01T17:30:00+00:00"}, datetime(2026, 7, 1, 17, 30, tzinfo=UTC)),
    ],
    ids=["winter", "summer", "the first of two", "iso", "iso with a zone"],
)
def test_a_moment_is_typed_in_uk_time_and_kept_in_utc(data: dict, moment: datetime) -> None:
    assert given(fields.MomentField(label="Closes"), data) == moment


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (boxes("29", "3", "2026", "1:30am"), "The clocks go forward over this time. Enter a time an hour later"),
        (boxes("24", "11", "2026", ""), "Add the time, like 6:30pm"),
        (boxes("24", "11", "2026", "soon"), "Enter a time, like 6:30pm"),
        ({"it": "soon"}, "Add the month and year to this date"),
    ],
)
def test_a_moment_that_cannot_be_says_why(data: dict, sentence: str) -> None:
    assert said(fields.MomentField(label="Closes"), data) == [sentence]


def test_a_moment_comes_back_in_uk_time() -> None:
    kept = datetime(2026, 7, 1, 17, 30, tzinfo=UTC)
    form = type("Kept", (forms.Form,), {"it": fields.MomentField()})(initial={"it": kept})

    assert 'value="6:30pm"' in str(form["it"])
    assert not fields.MomentField().has_changed(kept, ["1", "7", "2026", "6:30pm"])


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (fields.DateField(), {"it_day": "5", "it_month": "10", "it_year": "2026"}),
        (fields.MomentField(), boxes("24", "11", "2026", "6:30pm")),
    ],
    ids=["a day", "a moment"],
)
def test_a_page_that_asks_again_sends_a_date_on_as_it_was_typed(field: forms.Field, typed: dict[str, str]) -> None:
    html = type("Asked", (forms.Form,), {"it": field})(typed)["it"].as_hidden()

    sent_on = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)"', html)

    assert dict(sent_on) == typed


@pytest.mark.parametrize("typed", ["18:30", "6:30pm", "6.30 pm", "6:30 PM"])
def test_a_time_is_read_in_many_ways(typed: str) -> None:
    assert (read_time(typed).hour, read_time(typed).minute) == (18, 30)


def test_midday_midnight_and_twelve_are_what_people_mean() -> None:
    assert [read_time(t).hour for t in ("midday", "noon", "midnight", "12am", "12pm", "9am")] == [12, 12, 0, 0, 12, 9]


@pytest.mark.parametrize("typed", ["25:00", "13pm", "7", "0am", "6:75pm"])
def test_a_time_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        read_time(typed)


def test_the_summary_leads_to_the_first_control_of_each_field() -> None:
    class Several(forms.Form):
        """A field of each way of being led to."""

        title = fields.TextField(label="Title")
        on = fields.DateField(label="First day")
        route = fields.ChoiceField(label="Route", choices=[("a", "A")])

        def clean(self) -> None:
            self.add_error(None, "Pair a coach first")

    assert problems_of(Several({})) == (
        Problem("Pair a coach first", ""),
        Problem("Enter the title", "id_title"),
        Problem("Enter the first day", "id_on_0"),
        Problem("Choose the route", "id_route_0"),
    )
    assert problems_of(Several()) == ()


def test_words_that_every_number_or_day_uses_are_told_with_the_name_of_the_field() -> None:
    between = fields.NumberField(label="Places", min_value=1, max_value=30)

    assert problems_of(form_of(between, {"it": "31"})) == (Problem("Places: Enter a number from 1 to 30", "id_it"),)
    for year in ("27", "2999"):
        far = form_of(fields.DateField(label="First day"), {"it_day": "1", "it_month": "2", "it_year": year})
        assert problems_of(far) == (Problem("First day: Enter a year between 1900 and 2100", "id_it_0"),)
