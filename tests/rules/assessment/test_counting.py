"""Words are counted as a person would, the same in Word and PDF, and what is counted is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.assessment.rules import reading_pdf
from goldenthread.assessment.rules.counting import count, read_script, words_in
from goldenthread.assessment.types.counting import Block, Reading, WordCount
from goldenthread.assessment.types.words import Part
from goldenthread.ground.rules.uploads import Kind
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import WordRule
from tests.makers.documents import docx, paragraph, pdf, word_xml

RULE = WordRule(limit=1500)
STYLES = word_xml(
    '<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Mine"><w:name w:val="School heading"/><w:basedOn w:val="H1"/></w:style>'
    '<w:style w:styleId="C"><w:name w:val="caption"/></w:style>'
    '<w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="Loop"><w:name w:val="loop"/><w:basedOn w:val="Loop"/></w:style>',
    root="styles",
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def told(instruction: str) -> str:
    return f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"


def row(*cells: str, deleted: bool = False) -> str:
    mark = "<w:trPr><w:del/></w:trPr>" if deleted else ""
    return f"<w:tr>{mark}{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"


def counts(inner: str, **more: str) -> dict[Part, int]:
    reading = read_script(docx(inner, more={f"word/{name}.xml": part for name, part in more.items()}), Kind.DOCX)
    assert isinstance(reading, Reading)
    return {each.part: each.words for each in count(reading, RULE).parts}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("One two three.", 3),
        ("well-being and/or co-ordination", 3),
        ("1,500 pupils at 45% – up", 5),
        ("really—yes", 2),
        ("• bullet", 1),
        ("Tom & Jerry", 2),
        ("https://www.example.org/a/b?c=d", 1),
        ("don’t O'Neill", 2),
        ("exam\u00adple zero\u200bwidth", 2),
        ("naïve Ωmega école", 3),
        ("a\u00a0b\tc\nd", 4),
    ],
)
def test_a_word_is_what_a_person_would_call_one(text: str, words: int) -> None:
    assert words_in(text) == words


@given(st.lists(st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True), max_size=30))
def test_joining_words_by_any_space_gives_their_number(words: list[str]) -> None:
    assert words_in("  ".join(words)) == words_in("\n".join(words)) == len(words)


WORD_CASES: dict[str, tuple[str, dict[Part, int]]] = {
    "paragraphs": (paragraph("One two") + paragraph("three"), {Part.BODY: 3}),
    "nothing": ("<w:sectPr/>" + paragraph(""), {}),
    "a heading": (paragraph("A title", style="H1") + paragraph("text"), {Part.HEADINGS: 2, Part.BODY: 1}),
    "a heading in a style of one’s own": (paragraph("A title", style="Mine"), {Part.HEADINGS: 2}),
    "a style based on itself": (paragraph("text", style="Loop"), {Part.BODY: 1}),
    "a style nobody described": (paragraph("text", style="Nothing"), {Part.BODY: 1}),
    "a heading by its level": (
        f'<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr>{run("Two words")}</w:p>',
        {Part.HEADINGS: 2},
    ),
    "body text by its level": (f'<w:p><w:pPr><w:outlineLvl w:val="9"/></w:pPr>{run("text")}</w:p>', {Part.BODY: 1}),
    "a level that is no figure": (
        f'<w:p><w:pPr><w:outlineLvl w:val="²"/></w:pPr>{run("text")}</w:p>',
        {Part.BODY: 1},
    ),
    "a table of contents": (paragraph("Introduction 3", style="TOC1"), {Part.CONTENTS: 2}),
    "a caption": (paragraph("Table 1 Pupils", style="C"), {Part.CAPTIONS: 3}),
    "a table": (table(row("a b", "c"), row("d", "")), {Part.TABLES: 4}),
    "an empty row": (table(row("", "")), {}),
    "a deleted row": (table(row("a"), row("gone", deleted=True)), {Part.TABLES: 1}),
    "a word cut by formatting": (f"<w:p>{run('frag')}{run('ment')}</w:p>", {Part.BODY: 1}),
    "an insertion": (f"<w:p><w:ins>{run('kept')}</w:ins></w:p>", {Part.BODY: 1}),
    "a deletion": (f"<w:p>{run('kept')}<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>", {Part.BODY: 1}),
    "a move": (f"<w:p><w:moveFrom>{run('here')}</w:moveFrom><w:moveTo>{run('here')}</w:moveTo></w:p>", {Part.BODY: 1}),
    "hidden text": (f"<w:p>{run('hidden', '<w:vanish/>')}{run('seen')}</w:p>", {Part.BODY: 1}),
    "text no longer hidden": (
        f"<w:p>{run('seen', '<w:vanish w:val=' + chr(34) + '0' + chr(34) + '/>')}</w:p>",
        {Part.BODY: 1},
    ),
    "line and tab": (
        "<w:p><w:r><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r></w:p>",
        {Part.BODY: 3},
    ),
    "a hyphen that holds": ("<w:p><w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>being</w:t></w:r></w:p>", {Part.BODY: 1}),
    "a field": (
        "<w:p><w:r><w:instrText>REF x</w:instrText></w:r><w:fldSimple><w:r><w:t>4</w:t></w:r></w:fldSimple></w:p>",
        {Part.BODY: 1},
    ),
    "a content control": (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('in a control')}</w:sdtContent></w:sdt>",
        {Part.BODY: 3},
    ),
    "a control in a line": (
        f"<w:p><w:sdt><w:sdtPr/><w:sdtContent>{run('inline')}</w:sdtContent></w:sdt></w:p>",
        {Part.BODY: 1},
    ),
    "the author’s name, filled in by Word": (
        (
            '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/ns1:coreProperties[1]/ns0:creator[1]"/></w:sdtPr>'
            f"<w:sdtContent>{paragraph('Parveen Begum')}</w:sdtContent></w:sdt>"
        ),
        {},
    ),
    "a text box, which Word writes twice": (
        (
            "<w:p><w:r><w:t>body</w:t><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>"
            f"{paragraph('boxed words')}</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:txbxContent>"
            f"{paragraph('boxed words')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
        {Part.BODY: 1, Part.TEXT_BOXES: 2},
    ),
    "references and annexes": (
        paragraph("Answer", style="H1")
        + paragraph("my answer")
        + paragraph("References", style="H1")
        + paragraph("Smith J 2020")
        + paragraph("Appendix A: Budget", style="H1")
        + table(row("cost", "10"))
        + paragraph("After", style="H1"),
        {Part.HEADINGS: 2, Part.BODY: 2, Part.REFERENCES: 4, Part.ANNEXES: 5},
    ),
    "references in plain text": (
        paragraph("text") + paragraph("REFERENCES:") + paragraph("Smith J") + paragraph("Part two", style="H1"),
        {Part.BODY: 1, Part.REFERENCES: 3, Part.HEADINGS: 2},
    ),
    "a table in a cell": (
        table(f"<w:tr><w:tc>{paragraph('outer')}{table(row('inner', 'two words'))}</w:tc></w:tr>"),
        {Part.TABLES: 4},
    ),
    "rows and cells in controls, and a cell taken away": (
        table(
            f"<w:sdt><w:sdtContent>{row('a b')}</w:sdtContent></w:sdt>"
            f"<w:tr><w:trPr/><w:tc><w:tcPr><w:cellDel/></w:tcPr>{paragraph('gone')}</w:tc>"
            f"<w:tc><w:tcPr/><w:sdt><w:sdtContent>{paragraph('c')}</w:sdtContent></w:sdt></w:tc></w:tr>"
        ),
        {Part.TABLES: 3},
    ),
    "paragraphs that a change has joined": (
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('frag')}</w:p>" + paragraph("ment"),
        {Part.BODY: 1},
    ),
    "a paragraph without an end before a table": (
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('one')}</w:p>" + table(row("two")),
        {Part.BODY: 1, Part.TABLES: 1},
    ),
    "a list of contents made by a field": (
        f"<w:p>{mark('begin')}{told(' TOC ')}{mark('separate')}{run('Introduction 3')}</w:p>"
        f"<w:p>{run('What we saw 9')}{mark('end')}</w:p>" + paragraph("text"),
        {Part.CONTENTS: 6, Part.BODY: 1},
    ),
    "a number of a page, and an end of nothing": (
        f"<w:p>{mark('begin')}{told(' PAGE ')}{mark('separate')}{run('3')}{mark('end') * 2}{run('text')}</w:p>",
        {Part.BODY: 1},
    ),
    "a numbered caption without a style": (
        f'<w:p>{run("Table ")}<w:fldSimple w:instr=" SEQ Table ">{run("1")}</w:fldSimple></w:p>',
        {Part.CAPTIONS: 2},
    ),
    "the author’s name in a field": (f'<w:p><w:fldSimple w:instr="AUTHOR">{run("Parveen")}</w:fldSimple></w:p>', {}),
    "an automatic bibliography": (
        (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Bibliographies"/></w:docPartObj></w:sdtPr>'
            f"<w:sdtContent>{paragraph('Smith 2020')}</w:sdtContent></w:sdt>"
        ),
        {Part.REFERENCES: 2},
    ),
    "a title page": (paragraph("My script", style="T"), {Part.HEADINGS: 2}),
    "a sentence about references": (paragraph("References to pupils matter"), {Part.BODY: 4}),
}


@pytest.mark.parametrize("case", WORD_CASES)
def test_a_word_file_is_counted_part_by_part(case: str) -> None:
    inner, expected = WORD_CASES[case]

    assert counts(inner, styles=STYLES) == expected


def test_notes_are_counted_and_their_separators_are_not() -> None:
    separator = f'<w:footnote w:type="separator">{paragraph("x")}</w:footnote>'
    left = f'<w:footnote w:id="3">{paragraph("no longer referred to")}</w:footnote>'
    notes = f'{separator}<w:footnote w:id="2">{paragraph("see page 4")}</w:footnote>{left}'
    ends = f'<w:endnote w:id="2">{paragraph("an end")}</w:endnote>'
    refers = (
        '<w:p><w:r><w:t>text</w:t><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="2"/></w:r>'
        '<w:del><w:r><w:footnoteReference w:id="3"/></w:r></w:del><w:r><w:footnoteReference w:id="9"/></w:r></w:p>'
    )

    found = counts(refers, footnotes=word_xml(notes, root="footnotes"), endnotes=word_xml(ends, root="endnotes"))

    assert found == {Part.BODY: 1, Part.FOOTNOTES: 3, Part.ENDNOTES: 2}


def test_text_from_another_file_is_not_counted_and_that_is_said() -> None:
    reading = read_script(docx(paragraph("text") + '<w:altChunk r:id="r1"/>'), Kind.DOCX)

    assert isinstance(reading, Reading)
    assert reading.notes == ("Text that Word fetches from another file is not counted.",)


def test_a_file_with_no_body_has_no_words() -> None:
    reading = read_script(docx(more={"word/document.xml": word_xml("", root="other")}), Kind.DOCX)

    assert isinstance(reading, Reading)
    assert reading.blocks == ()


TEXT = "Our school improves reading. Well-being matters—really.\n\n#pagebreak()\n\nReferences\n\nSmith J 2020"


def test_the_same_text_counts_the_same_in_word_and_pdf() -> None:
    word = read_script(
        docx(
            paragraph("Our school improves reading. Well-being matters—really.")
            + paragraph("References")
            + paragraph("Smith J 2020")
        ),
        Kind.DOCX,
    )
    made = read_script(pdf(TEXT), Kind.PDF)

    assert isinstance(word, Reading)
    assert isinstance(made, Reading)
    assert count(word, RULE).parts == count(made, RULE).parts
    assert count(word, RULE).counted == 7


def test_words_cut_at_the_end_of_a_line_are_whole_again() -> None:
    words = "extraordinary implementation understanding disadvantaged improvements leadership "
    made = pdf(f"#set page(width: 6cm)\n#set text(hyphenate: true)\n#set par(justify: true)\n{words * 10}")

    reading = read_script(made, Kind.PDF)

    assert isinstance(reading, Reading)
    assert count(reading, RULE).counted == 60


def test_what_repeats_at_the_edges_of_pages_is_left_out() -> None:
    made = pdf(
        '#set page(header: [My NPQ script], numbering: "1 of 1")\n' + "\n#pagebreak()\n".join(["Some words here"] * 4)
    )

    reading = read_script(made, Kind.PDF)

    assert isinstance(reading, Reading)
    assert count(reading, RULE).counted == 12


SAID_AGAIN = [
    "The routine is seen in nine rooms of ten.",
    "Staff rehearse it on Mondays.",
    "We look again at Easter and count what we find.",
]
REPEATED = [SAID_AGAIN[n % 3] for n in range(150)]
LAYOUTS = {
    "usual margins": "",
    "narrow margins": "#set page(margin: 1cm)",
    "wide lines": "#set par(leading: 1.6em)",
    "a small page": "#set page(width: 12cm, height: 15cm)",
    "a header and a footer": '#set page(header: [Case study, script 214], footer: context [Page #here().page()])',
    "two lines of header": '#set page(header: [Case study \\ Hartfell School], numbering: "1 of 1")',
    "header and number in a row": '#set page(header: context [Case study #h(1fr) #counter(page).display()])',
    "left and right pages": '#set page(header: context if calc.odd(here().page()) [Case study] else [Hartfell])',
    "a first page without": '#set page(header: context if here().page() > 1 [Case study], numbering: "1")',
    "a header that says what the text says": "#set page(header: [The routine in nine rooms])",
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_text_counts_the_same_in_word_and_pdf_whatever_is_repeated(layout: str) -> None:
    word = read_script(docx("".join(paragraph(line) for line in REPEATED)), Kind.DOCX)
    made = read_script(pdf(LAYOUTS[layout] + "\n\n" + "\n\n".join(REPEATED)), Kind.PDF)

    assert isinstance(word, Reading)
    assert isinstance(made, Reading)
    assert count(made, RULE).counted == count(word, RULE).counted == 50 * (9 + 5 + 10)


def test_what_begins_every_page_below_the_margin_is_the_writers() -> None:
    made = pdf("\n#pagebreak()\n".join(["= What we saw", *["= What we saw\n\nSome words here"] * 4]))

    reading = read_script(made, Kind.PDF)

    assert isinstance(reading, Reading)
    assert count(reading, RULE).counted == 5 * 3 + 4 * 3


def test_a_number_in_the_body_is_counted() -> None:
    reading = read_script(pdf('#set page(numbering: "1")\n2026\n\nSome words here\n\n17'), Kind.PDF)

    assert isinstance(reading, Reading)
    assert count(reading, RULE).counted == 5


def test_a_page_number_alone_is_left_out_even_once() -> None:
    reading = read_script(pdf('#set page(numbering: "1")\nSome words here'), Kind.PDF)

    assert isinstance(reading, Reading)
    assert count(reading, RULE).counted == 3


def test_a_scan_is_said_to_need_a_person() -> None:
    reading = read_script(pdf("#rect()"), Kind.PDF)

    assert isinstance(reading, Reading)
    assert reading.notes == (reading_pdf.NO_TEXT,)


def test_a_very_long_file_is_read_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_pdf, "MOST_PAGES", 1)

    reading = read_script(pdf("one\n#pagebreak()\ntwo"), Kind.PDF)

    assert isinstance(reading, Reading)
    assert (len(reading.blocks), reading.notes[-1]) == (1, reading_pdf.NOT_ALL)


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"%PDF-1.7 nothing %%EOF", Kind.PDF), (docx(more={"word/document.xml": "<a>"}), Kind.DOCX)],
    ids=["PDF", "Word"],
)
def test_a_file_that_cannot_be_read_is_refused_kindly(content: bytes, kind: Kind) -> None:
    refusal = read_script(content, kind)

    assert isinstance(refusal, Refusal)
    assert refusal.code == "script_unreadable"


def test_the_policy_says_which_parts_count() -> None:
    reading = Reading(tuple(Block(part, "two words") for part in Part), "a reader")

    usual = count(reading, WordRule(limit=10))
    strict = count(reading, WordRule(10, counts_references=True, counts_annexes=True))
    lean = count(reading, WordRule(10, False, False, False, counts_captions=False))

    assert (usual.counted, strict.counted, lean.counted) == (14, 18, 4)
    assert (usual.everything, usual.over, lean.over) == (20, 4, 0)
    assert usual.parts[0].name == "Body"


def test_a_count_is_a_value() -> None:
    assert WordCount((), 5, "x").counted == 0
