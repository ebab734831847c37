"""A name that is planted in every place of a file that shows nothing is in no byte of the copy.

The places are those that somebody found, and all of their kind that could be thought of. The copy is read as the file
is, and what is needed to show it is asked for by name.
"""

from __future__ import annotations

import base64
import io
import re

from PIL import Image, ImageCms, PngImagePlugin

from goldenthread.assessment.rules.cleaning import cleaned
from goldenthread.assessment.rules.counting import read_script
from goldenthread.assessment.types.counting import Reading
from goldenthread.ground.rules.uploads import Kind, Upload, examine
from tests.makers.documents import OFFICE, docx, relations, word_xml
from tests.makers.open_documents import NAMES, content_xml, odt
from tests.rules.assessment.test_cleaning import field, parts_of

NAME = "Quillfeather"
PACKED = base64.b64encode(NAME.encode()).decode()


def picture() -> bytes:
    """A picture in which a camera, an editor and a colour profile are named."""
    out, said = io.BytesIO(), PngImagePlugin.PngInfo()
    said.add_text("Author", NAME)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + NAME.encode()
    Image.new("RGB", (2, 2), "red").save(out, "PNG", pnginfo=said, icc_profile=profile)
    return out.getvalue()


WORD_BODY = """<w:p><w:r><w:fldChar w:fldCharType="begin">
<w:fldData xml:space="preserve">UXVpbGxmZWF0aGVy</w:fldData></w:fldChar>
</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>
<w:p xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><w:r><w:pict>
<v:shapetype id="Quillfeather_t"/>
<v:shape id="Quillfeather" o:spid="Quillfeather2" type="#Quillfeather_t" class="Quillfeather">
<o:signatureline o:suggestedsigner="Quillfeather" o:suggestedsigner2="Quillfeather"
 o:suggestedsigneremail="Quillfeather@x.example"><o:signinginstructions>Quillfeather</o:signinginstructions>
</o:signatureline><v:imagedata r:id="Quillfeather-picture" o:relid="Quillfeather-none"/></v:shape>
<v:shape type="#_x0000_t75" id="_x0000_t75"/></w:pict></w:r></w:p>
<w:p xmlns:Quillfeather="urn:Quillfeather" xmlns:q="urn:Quillfeather:2" q:who="Quillfeather"
 Quillfeather:who="Quillfeather"><q:wrap by="Quillfeather"><w:r><w:t>wrapped</w:t></w:r>
</q:wrap>Quillfeather<who>Quillfeather</who></w:p><w:sdt><w:sdtPr><w:placeholder><w:docPart w:val="Quillfeather"/>
</w:placeholder><w:docPartObj><w:docPartGallery w:val="Quillfeather"/><w:docPartCategory w:val="Quillfeather"/>
</w:docPartObj><w:dropDownList w:lastValue="Quillfeather"/>
<w15:repeatingSection xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">
<w15:sectionTitle w15:val="Quillfeather"/></w15:repeatingSection></w:sdtPr><w:sdtContent><w:p><w:r><w:t>chosen</w:t>
</w:r></w:p></w:sdtContent></w:sdt><w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>
</w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>1 Start</w:t></w:r></w:p></w:sdtContent></w:sdt><w:p><w:r>
<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing/></mc:Choice><mc:Fallback><w:t>Quillfeather</w:t>
</mc:Fallback></mc:AlternateContent></w:r><w:r><mc:AlternateContent><mc:Choice Requires="Quillfeather"><w:drawing/>
</mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>
<w:r xmlns:am="http://schemas.microsoft.com/office/drawing/2017/model3d"><mc:AlternateContent>
<mc:Choice Requires="am"><w:drawing/></mc:Choice><mc:Fallback><w:pict><w:t>Quillfeather</w:t></w:pict></mc:Fallback>
</mc:AlternateContent><mc:AlternateContent/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Quillfeather"/></w:pPr><w:r>
<w:rPr><w:rStyle w:val="QuillfeatherT"/></w:rPr><w:t>styled</w:t></w:r></w:p><w:p><w:r>
<w:drawing xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<a:hlinkClick r:id="" invalidUrl="http://Quillfeather.example"/><a:blip r:embed="Quillfeather-picture"><a:extLst>
<a:ext uri="{Quillfeather}"/></a:extLst></a:blip><a:x><a:extLst><a:ext uri="{X}">
<q:family xmlns:Quillfeather="urn:Quillfeather" xmlns:q="urn:Quillfeather:2" name="Quillfeather"/></a:ext>
</a:extLst></a:x></w:drawing></w:r></w:p>"""
FIELDS = (
    r" EQ \f(Quillfeather,2) ",
    r" EQ \f(1,2) ",
    r" PAGE \* MERGEFORMAT \q Quillfeather ",
    r" SEQ Quillfeather \* ARABIC ",
    r" SEQ Table \r 3 ",
    r' TOC \h \c "Quillfeather" ',
    r' INDEX \c "2" \e "Quillfeather" ',
    r" = Quillfeather + 1 ",
    r" STYLEREF Quillfeather ",
    r" LISTNUM Quillfeather ",
    r" ADDIN EN.CITE ",
)
CHART = """<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
 xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c:pivotSource>
<c:name>[Quillfeather.xlsx]Quillfeather!T</c:name></c:pivotSource><c:chart><c:ser><c:tx><c:strRef>
<c:f>'Quillfeather'!$B$1</c:f><c:strCache><c:pt><c:v>Pupils</c:v></c:pt></c:strCache></c:strRef></c:tx><c:numCache>
<c:formatCode>"Quillfeather"0</c:formatCode></c:numCache><c:numCache><c:formatCode>"£"#,##0</c:formatCode>
</c:numCache><c:numFmt formatCode="0 &quot;Quillfeather&quot;"/><c:extLst>
<c:ext uri="{02D57815-91ED-43cb-92C2-25804820EDAC}"><c15:datalabelsRange><c15:f>Quillfeather!A1</c15:f>
<c15:sqref>Quillfeather!A1</c15:sqref></c15:datalabelsRange></c:ext><c:ext uri="Quillfeather"><c15:x/></c:ext>
</c:extLst></c:ser></c:chart><c:printSettings><c:headerFooter><c:oddHeader>Quillfeather</c:oddHeader>
</c:headerFooter></c:printSettings></c:chartSpace>"""
THEME = """<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Quillfeather"><a:custClrLst>
<a:custClr name="Quillfeather"/></a:custClrLst><a:extraClrSchemeLst><a:x name="Quillfeather"/></a:extraClrSchemeLst>
<a:extLst><a:ext uri="x">
<t:themeFamily xmlns:t="http://schemas.microsoft.com/office/thememl/2012/main" name="Quillfeather"/></a:ext>
</a:extLst></a:theme>"""
DIAGRAM = """<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:title val="Quillfeather"/><dgm:extLst>
<a:ext uri="x">
<dsp:dataModelExt xmlns:dsp="http://schemas.microsoft.com/office/drawing/2008/diagram"
 relId="Quillfeather-picture"/></a:ext></dgm:extLst></dgm:dataModel>"""
STYLES = """<w:style w:customStyle="1" w:styleId="Quillfeather"><w:name w:val="Quillfeather"/>
<w:aliases w:val="Quillfeather"/>
</w:style><w:style w:customStyle="1" w:styleId="QuillfeatherT"><w:name w:val="TOC Quillfeather"/>
<w:basedOn w:val="Quillfeather"/></w:style><w:style w:customStyle="true" w:styleId="QuillfeatherH">
<w:name w:val="heading 1"/></w:style><w:style w:styleId="Normal"><w:name w:val="Normal"/></w:style>"""
SETTINGS = """<w:compat>
<w:compatSetting w:name="Quillfeather" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
<w:compatSetting w:name="compatibilityMode" w:uri="Quillfeather" w:val="Quillfeather"/></w:compat>"""
LINKS = (
    f'<Relationship Id="{NAME}-picture" Type="{OFFICE}/image" Target="media/{NAME} at school.png"/>'
    f'<Relationship Id="{NAME}-odd" Type="urn:{NAME}/odd" Target="charts/chart1.xml"/>'
    f'<Relationship Id="{NAME}-chart" Type="urn:{NAME}/chart" Target="charts/chart1.xml"/>'
    f'<Relationship Id="{NAME}-data" Type="{OFFICE}/diagramData" Target="diagrams/data1.xml"/>'
    f'<Relationship Id="{NAME}-own" Type="{OFFICE}/diagramData" Target="diagrams/{NAME}1.xml"/></Relationships>'
)


def test_a_name_in_every_place_of_a_word_file_is_nowhere_in_its_copy() -> None:
    content = docx(
        WORD_BODY + "".join(map(field, FIELDS)),
        more={
            "word/_rels/document.xml.rels": relations(("theme", "theme/theme1.xml")).replace("</Relationships>", LINKS),
            f"word/media/{NAME} at school.png": picture(),
            "word/charts/chart1.xml": CHART,
            "word/theme/theme1.xml": THEME,
            "word/diagrams/data1.xml": DIAGRAM,
            f"word/diagrams/{NAME}1.xml": DIAGRAM,
            "word/styles.xml": word_xml(STYLES, root="styles"),
            "word/settings.xml": word_xml(SETTINGS, root="settings"),
            "word/numbering.xml": word_xml(
                f'<w:abstractNum><w:name w:val="{NAME}"/><w:lvl/></w:abstractNum>', root="numbering"
            ),
        },
    )

    copy = cleaned(content, Kind.DOCX)

    everything = everything_in(copy)
    assert NAME.lower() not in everything.lower()
    assert PACKED not in everything
    assert isinstance(examine(copy, name="a.docx", kinds=frozenset({Kind.DOCX}), most_bytes=10**7), Upload)
    before = read_script(content, Kind.DOCX)
    assert isinstance(before, Reading)
    assert before == read_script(copy, Kind.DOCX)
    for needed in (
        'EQ \\f(1,2)', ' SEQ Table',
        'SEQ label1 \\* ARABIC', '\\c "label1"', ' PAGE \\* MERGEFORMAT ', ' INDEX \\c "2"',
        'type="#_x0000_t75"', '"compatibilityMode"', '<c:v>Pupils</c:v>', '<c:formatCode>"£"#,##0<', "datalabelsRange",
        'dataModelExt relId="rId2"',
        'w:val="heading 1"', 'w:val="toc Style2"', '<w:pStyle w:val="Style1"', 'w:val="Normal"', "<w:pict",
    ):  # fmt: skip
        assert needed in everything, needed


def everything_in(content: bytes) -> str:
    """Every member of an archive with its name, and every picture that is written in letters."""
    parts = parts_of(content)
    letters = re.findall(rb"binary-data[^>]*>([^<]*)<", b"".join(parts.values()))
    unlettered = b"".join(base64.b64decode(each) for each in letters)
    return "".join(f"{name} {part.decode('utf-8', 'replace')}" for name, part in parts.items()) + repr(unlettered)


URN = "urn:oasis:names:tc:opendocument:xmlns"
MORE = (
    f'xmlns:svg="{URN}:svg-compatible:1.0" xmlns:chart="{URN}:chart:1.0" xmlns:number="{URN}:number:1.0"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns:q="urn:Quillfeather" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    ' xmlns:math="http://www.w3.org/1998/Math/MathML" xmlns:quilled="urn:oasis:names:tc:opendocument:xmlns:chart:1.0"'
)
OPEN_BODY = """<text:sequence-decls><text:sequence-decl text:name="Quillfeather"/>
<text:sequence-decl text:name="Table"/>
</text:sequence-decls>
<text:p xhtml:about="Quillfeather" xhtml:content="Quillfeather" q:by="Quillfeather" xml:id="Quillfeather">one
<loext:content-control loext:alias="Quillfeather" loext:tag="Quillfeather"><loext:list-item loext:value="Quillfeather"/>
two</loext:content-control> three <q:x>four<text:span>five</text:span>six</q:x> seven<q:y/>eight<text:bibliography-mark
 text:annote="Quillfeather" text:custom1="Quillfeather" text:author="Quillfeather">[1]</text:bibliography-mark></text:p>
<text:p><q:z/>nine <draw:frame draw:style-name="Quillfeather" draw:id="Quillfeather" loext:decorative="true"
 loext:x="Quillfeather"><draw:image><office:binary-data>PICTURE</office:binary-data></draw:image></draw:frame>
<draw:frame>
<draw:image><office:binary-data>odd</office:binary-data></draw:image><draw:image><office:binary-data/></draw:image>
</draw:frame><draw:frame><draw:image xlink:href="Pictures/Quillfeather at school.png"/></draw:frame><draw:frame>
<draw:object xlink:href="./Object 1"/></draw:frame>
<draw:connector draw:type="curve" draw:start-shape="Quillfeather"/><draw:custom-shape>
<draw:enhanced-geometry draw:type="Quillfeather"><draw:equation draw:name="f0" draw:formula="left+1"/>
<draw:equation draw:name="Quillfeather"/>
</draw:enhanced-geometry></draw:custom-shape></text:p>
<text:p text:style-name="Quillfeather">Chart <text:sequence text:name="Quillfeather" text:formula="ooow:Quillfeather+1"
 text:ref-name="refQuillfeather0">1</text:sequence> <text:sequence text:name="Table" text:formula="x">2</text:sequence>
<text:sequence-ref text:ref-name="refQuillfeather0">Chart 1</text:sequence-ref></text:p>
<table:table table:name="Quillfeather" table:template-name="Quillfeather"><table:title>Quillfeather</table:title>
<table:table-row><table:table-cell office:value-type="string" office:string-value="Quillfeather"
 table:formula="of:=[Quillfeather]" table:content-validation-name="Quillfeather"><text:p>cell</text:p>
</table:table-cell>
</table:table-row></table:table><text:section text:name="Quillfeather" text:condition="ooow:Quillfeather==1"
 text:display="condition"><text:p>in a section</text:p><text:list xml:id="list1"/>
<text:list text:continue-list="list1"/>
</text:section><text:table-of-content text:name="Quillfeather"><text:table-of-content-source><text:index-title-template>
Quillfeather</text:index-title-template></text:table-of-content-source></text:table-of-content>"""
OPEN_STYLES = """<office:font-face-decls><style:font-face style:name="Quillfeather" svg:font-family="Arial"/>
</office:font-face-decls><office:styles><style:style style:family="paragraph" style:name="Quillfeather"
 style:display-name="Quillfeather" style:parent-style-name="Text_20_body" style:master-page-name="Quillfeather">
<style:text-properties style:font-name="Quillfeather"/><style:map style:condition="Quillfeather"/>
<style:map style:condition="value()&gt;=0" style:apply-style-name="P1"/></style:style><draw:gradient
 draw:name="Quillfeather" draw:display-name="Quillfeather"/><number:number-style style:name="N1">
<number:text>Quillfeather
</number:text><number:text>£</number:text></number:number-style></office:styles><office:master-styles><style:master-page
 style:name="Quillfeather" style:page-layout-name="Mpm1"/></office:master-styles>"""
OPEN_CHART = """<chart:chart chart:class="quilled:bar"><chart:plot-area
 table:cell-range-address="'Quillfeather'.A1:'Quillfeather'.B2"><chart:series chart:class="chart:bar"
 chart:values-cell-range-address="local-table.$B$2:.$B$3" chart:label-cell-address="Quillfeather"/></chart:plot-area>
<table:table table:name="local-table"/><math:math><math:semantics><math:annotation>Quillfeather</math:annotation>
</math:semantics></math:math></chart:chart>"""


def test_a_name_in_every_place_of_an_opendocument_text_is_nowhere_in_its_copy() -> None:
    body = OPEN_BODY.replace("PICTURE", base64.b64encode(picture()).decode())
    content = odt(
        more={
            "content.xml": with_more(content_xml(body)),
            "styles.xml": with_more(f"<office:document-styles {NAMES}>{OPEN_STYLES}</office:document-styles>"),
            "Object 1/content.xml": with_more(content_xml(OPEN_CHART)),
            f"Pictures/{NAME} at school.png": picture(),
        }
    )

    copy = cleaned(content, Kind.ODT)

    everything = everything_in(copy)
    assert NAME.lower() not in everything.lower()
    assert isinstance(examine(copy, name="a.odt", kinds=frozenset({Kind.ODT}), most_bytes=10**7), Upload)
    before = read_script(content, Kind.ODT)
    assert isinstance(before, Reading)
    assert before == read_script(copy, Kind.ODT)
    for needed in (
        'style:name="s3"', 'style:parent-style-name="Text_20_body"', 'style:font-name="s3"', 'text:style-name="s3"',
        'svg:font-family="Arial"', 'draw:formula="left+1"',
        'draw:type="non-primitive"', 'draw:type="curve"',
        'text:formula="ooow:Table+1"', 'text:name="Table"',
        'chart:class="chart:bar"', '"local-table.$B$2:.$B$3"', 'table:cell-range-address="n', 'loext:decorative="true"',
        'text:continue-list="i', "value()&gt;=0", "<number:text>£<", 'table:name="local-table"', "IHDR",
    ):  # fmt: skip
        assert needed in everything, needed


def with_more(part: str) -> str:
    """A part that names further vocabularies."""
    return part.replace(NAMES, f"{NAMES} {MORE}", 1)
