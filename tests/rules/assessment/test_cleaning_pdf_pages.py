"""What a PDF draws is drawn in its copy; what it says aside, in every place that there is, is in no byte of it."""

from __future__ import annotations

import io

import pypdfium2
import pytest
import typst
from PIL import Image, ImageChops
from reportlab.lib import colors
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from goldenthread.assessment.rules.cleaning import cleaned
from goldenthread.assessment.rules.cleaning.pdf_contents import plain_contents
from goldenthread.assessment.rules.cleaning.portable import rewritten
from goldenthread.assessment.rules.counting import read_script
from goldenthread.ground.rules.uploads import Kind
from tests.rules.assessment.test_cleaning_pdf import photograph, stream, unpacked, written

NAME = "Quillfeather"
ACT = f"<</S/URI/URI(http://{NAME})>>"
FONT = f"""<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Name/{NAME}/FontDescriptor<</Type/FontDescriptor
/FontName/{NAME}/FontFamily({NAME})/CharSet({NAME})/Lang({NAME})/Flags 32>>
/Encoding<</Differences[65/A({NAME})]>>/ToUnicode 10 0 R>>"""
PAGE = f"""% {NAME}
/OC /MC0 BDC /P <</T({NAME})>> BDC BT /{NAME} 9 Tf 9 80 Td (Our own answer) Tj [(and) -9 /{NAME} (more)] TJ ET EMC EMC
/{NAME} MP /{NAME} <</A({NAME})>> DP ({NAME}) {NAME} 1 0 0 rg BX EX /{NAME} gs /{NAME} cs 1 scn /{NAME} ri
/{NAME}P Do /{NAME}F Do /{NAME}J Do BI /W 1 /H 1 /BPC 8 /CS /G /{NAME} ({NAME}) ID Z
EI q 9 0 0 9 50 50 cm /{NAME}P Do Q"""
CATALOG = f"""<</Type/Catalog/Pages 2 0 R/OpenAction {ACT}/AA<</WC {ACT}>>/Names<</{NAME} 1 0 R>>/PageLabels({NAME})
/OCProperties<</OCGs[6 0 R]/D<</Name({NAME})>>>>/OutputIntents[<</Info({NAME})>>]/Threads[<</I<</Title({NAME})>>>>]>>"""
PAGE_OBJECT = f"""<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents[4 0 R 11 0 R]/Title({NAME})/Desc({NAME})
/ZOwner({NAME})/AA<</O {ACT}/C 14 0 R>>/VP[<</Name({NAME})/Measure<</R({NAME})>>>>]/B[({NAME})]
/SeparationInfo<</DeviceColorant/{NAME}>>/Resources<</Font<</{NAME} 5 0 R/{NAME}2<</BaseFont/{NAME}>>>>
/Properties<</MC0 6 0 R>>/XObject<</{NAME}P 7 0 R/{NAME}F 8 0 R/{NAME}J 12 0 R>>
/ExtGState<</{NAME}<</ca 1/Name/{NAME}/SMask/None
/BM[/{NAME}/Normal]/Font[5 0 R 9]/D[[1] 0]/HT<</HalftoneName({NAME})>>>>>>
/ColorSpace<</{NAME}[/Separation/{NAME}/DeviceGray 13 0 R]>>>>>>"""
PICTURE = f"""/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace[/ICCBased 9 0 R]/Name/{NAME}
/OC 6 0 R/Alternates[<</Image 7 0 R/T({NAME})>>]/OPI<</F({NAME})>>/Measure({NAME})"""
FORM = f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Ref<</F({NAME})>>/LastModified({NAME})/Name/{NAME}"
LETTERS = f"""% {NAME}
/CMapName/{NAME} def
1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfchar <41> <0041> endbfchar
1 beginbfrange <42> <43> [<0042> <0043>] endbfrange /{NAME} {NAME}"""
MADE = written(
    CATALOG,
    f"<</Type/Pages/Kids[3 0 R]/Count 1/Z({NAME})>>",
    PAGE_OBJECT,
    stream(PAGE),
    FONT,
    f"<</Type/OCG/Name({NAME})/Usage<</User<</Name({NAME})>>>>>>",
    stream("\x80", PICTURE),
    stream(f"% {NAME}\n0 0 9 9 re f", FORM),
    stream(NAME, "/N 1/Alternate/DeviceGray"),
    stream(LETTERS, f"/CMapName/{NAME}"),
    stream("1 0 0 RG"),
    stream(
        photograph().decode("latin-1"),
        "/Subtype/Image/Width 8/Height 8/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode",
    ),
    stream(f"{{ 1 exch sub % {NAME}\n}}", "/FunctionType 4/Domain[0 1]/Range[0 1]"),
    ACT,
)


def test_a_name_in_every_place_of_a_pdf_is_nowhere_in_its_copy() -> None:
    assert MADE.count(NAME.encode()) > 60

    copy = cleaned(MADE, Kind.PDF)

    everything = copy + unpacked(copy)
    assert NAME.encode() not in everything
    assert b"Parveen" not in everything
    assert b"URI" not in everything
    assert read_script(copy, Kind.PDF) == read_script(MADE, Kind.PDF)
    assert look_alike(copy, MADE)
    assert cleaned(copy, Kind.PDF) == copy
    for needed in (b"<41> <0041>", b"<42> <43> [ <0042> <0043> ]", b"1 exch sub", b"/BM [null /Normal]", b"(more)] TJ"):
        assert needed in everything, needed


def looks(content: bytes) -> list[Image.Image]:
    """Every page as it is drawn."""
    with pypdfium2.PdfDocument(content) as document:
        return [page.render(draw_annots=False).to_pil().convert("RGB") for page in document]


def look_alike(one: bytes, other: bytes) -> bool:
    """Whether every dot of every page has the same colour; what is reckoned anew may differ by one."""
    pages = list(zip(looks(one), looks(other), strict=True))
    return all(most <= 1 for a, b in pages for _, most in ImageChops.difference(a, b).getextrema())


def test_a_pdf_that_a_word_processor_made_looks_the_same() -> None:
    source = """#set page(width: 12cm, height: 14cm)
= A heading, fi and é
#lorem(30) *bold* _slanted_ `code` $ sum_(i=0)^n x^2 / 3 $
#rect(width: 3cm, height: 1cm, fill: gradient.linear(red, blue)) #rect(fill: gradient.radial(red, green))
#rect(width: 3cm, fill: cmyk(10%, 20%, 30%, 0%), stroke: 2pt + luma(50%)) #rect(fill: rgb(255, 0, 0, 50%))
#rect(width: 3cm, height: 1cm, fill: tiling(size: (10pt, 10pt))[#circle(radius: 3pt, fill: blue)])
#table(columns: 2)[a][b] #footnote[below]
#pagebreak()
#lorem(99)"""
    made = typst.compile(source.encode())
    assert isinstance(made, bytes)

    copy = cleaned(made, Kind.PDF)

    assert look_alike(copy, made)
    assert said(copy) == said(made)


def test_a_pdf_that_a_report_program_made_looks_the_same() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1, pagesize=(300, 300))
    for number, font in enumerate(("Helvetica", "Times-Roman", "Courier", "Symbol", "ZapfDingbats")):
        canvas.setFont(font, 12)
        canvas.drawString(20, 280 - 15 * number, "Hello (world) \\ é")
    clear = Image.linear_gradient("L").resize((20, 20))
    seen = Image.merge("RGBA", (clear, clear, clear, clear))
    canvas.drawImage(ImageReader(seen), 20, 20, 60, 60, mask="auto")
    canvas.drawInlineImage(Image.new("RGB", (4, 4), "green"), 100, 20, 40, 40)
    canvas.setFillColor(colors.PCMYKColorSep(100, 0, 50, 0, spotName=NAME))
    canvas.rect(150, 20, 40, 40, fill=1)
    canvas.linearGradient(200, 20, 250, 60, (colors.red, colors.yellow))
    canvas.save()

    copy = cleaned(out.getvalue(), Kind.PDF)

    assert look_alike(copy, out.getvalue())
    assert said(copy) == said(out.getvalue())
    assert NAME.encode() not in copy + unpacked(copy)


def said(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


CONTENTS = {
    "lines": (b"1 2 m 3 4 l S", b"1 2 m 3 4 l S"),
    "a comment": (b"q % Quill\n1 w Q", b"q\n1 w\nQ"),
    "a comment among values": (b"1 % Quill\n2 m", b"1 2 m"),
    "no operator": (b"(Quill) Quill q", b"q"),
    "too many values": (b"(Quill) 1 w (Quill) q", b"1 w\nq"),
    "a string for a number": (b"(Quill) w [(Quill)] w /Quill w", b"0 w\n0 w\n0 w"),
    "a string in a dash": (b"[1 (Quill) 2] 0 d", b"[1 2] 0 d"),
    "strings": (b"(a(b\\)c)) Tj <41> Tj 1 2 (d) \"", b"(a(b\\)c)) Tj\n<41> Tj\n1 2 (d) \""),
    "strings in a list": (b"[(a (b)) 1] TJ", b"[(a (b)) 1] TJ"),
    "a string without an end": (b"(a(b Tj", b""),
    "names": (b"/Quill 9 Tf /#51uill gs /DeviceRGB cs /Pattern CS /Quill scn",
              b"/N 9 Tf\n/N gs\n/DeviceRGB cs\n/Pattern CS\n/N scn"),
    "how colours are meant": (b"/Quill ri /Saturation ri", b"/RelativeColorimetric ri\n/Saturation ri"),
    "stray marks": (b"] >> ) q", b"q"),
    "a picture": (
        b"BI /Width 2 /Height 1 /BPC 8 /ColorSpace /DeviceGray /Quill (a(b)) /I true ID \x80 EI \xff EI Q",
        b"BI /W 2 /H 1 /BPC 8 /CS /DeviceGray /I true\nID \x80 EI \xff\nEI\nQ",
    ),
    "a picture in a few colours": (
        b"BI /W 1 /H 1 /BPC 8 /CS [/I /RGB 1 (a(b)cde)] /D [0 (Quill)] ID \x00 EI",
        b"BI /W 1 /H 1 /BPC 8 /CS [ /I /RGB 1 (a(b)cde) ] /D [ 0 0 ]\nID \x00\nEI",
    ),
    "a packed picture": (
        b"BI /W 1 /H 1 /IM true /F [/A85 /Quill] /DP [<</Columns 1 /Quill (Quill)>> null] /CS /Quill ID z~> EI",
        b"BI /W 1 /H 1 /IM true /F [ /A85 /None ] /DP [ << /Columns 1 /None 0 >> null ] /CS /N\nID z~>\nEI",
    ),
    "a photograph": (
        b"BI /W 1 /H 1 /F [/AHx /DCT] /DP [null <<>>] ID FFD8FFE100095175696C6C2121FFD9> EI",
        b"BI /W 1 /H 1 /F /DCT\nID \xff\xd8\xff\xd9\nEI",
    ),
    "no photograph": (b"BI /F /DCT ID Quill EI", b"BI /F /DCT\nID \nEI"),
    "a picture without an end": (b"BI /W 1 1 ID Quill", b"BI /W 1\nID Quill\nEI"),
    "no picture": (b"BI 1 /W", b"BI \nID \nEI"),
}  # fmt: skip


@pytest.mark.parametrize("case", CONTENTS)
def test_what_a_page_draws_is_written_operator_by_operator(case: str) -> None:
    given, plain = CONTENTS[case]

    assert plain_contents(given, lambda name: b"N" if name.startswith(b"Quill") else name) == plain


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (written("<< >>").replace(b"1 0 obj", b"one obj"), "does not lie where"),
        (written("<< /Pages << /Kids ) >> >>").replace(b"trailer\n<<", b"trailer\n<< /A )"), "no value"),
        (written("<< >>").replace(b"trailer\n<<", b"trailer\n<< /A ("), "no end"),
    ],
    ids=["a wrong place", "no value", "a string without an end"],
)
def test_a_pdf_that_is_laid_out_otherwise_is_not_written_again(content: bytes, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        rewritten(content)
