"""OpenDocument files at the door: sound ones are taken, hostile ones refused in plain words, within bounds."""

from __future__ import annotations

import random
from time import perf_counter

import pytest

from goldenthread.ground.rules.uploads import Kind, Upload, examine
from goldenthread.ground.types import Refusal
from tests.makers.documents import archive, docx
from tests.makers.open_documents import MANIFEST, NAMES, TYPE, content_xml, odt, paragraph

TAKEN = frozenset({Kind.ODT, Kind.DOCX})
LAUGHS = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'


def asked(content: bytes, kinds: frozenset[Kind] = TAKEN) -> Upload | Refusal:
    return examine(content, name="ours.odt", kinds=kinds, most_bytes=10 * 1024 * 1024)


def code(content: bytes) -> str:
    found = asked(content)
    return found.code if isinstance(found, Refusal) else "taken"


def test_a_text_document_is_taken_for_what_it_is() -> None:
    found = asked(odt())

    assert isinstance(found, Upload)
    assert (found.kind, found.media_type, found.name) == (Kind.ODT, TYPE, "ours.odt")


def test_it_is_told_that_it_is_not_taken_where_it_is_not() -> None:
    found = asked(odt(), frozenset({Kind.DOCX}))

    assert isinstance(found, Refusal)
    assert found.says == "This is a OpenDocument (.odt) file, which is not taken here."


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (odt(kind="application/vnd.oasis.opendocument.spreadsheet"), "file_wrong_kind"),
        (odt(kind=f"{TYPE}-master"), "file_wrong_kind"),
        (archive({"mimetype": TYPE, "content.xml": content_xml("")}), "file_wrong_kind"),
        (odt(more={"META-INF/manifest.xml": f"{MANIFEST}<encryption-data/>"}), "file_locked"),
        (odt(more={"Basic/Standard/Module1.xml": "<a/>"}), "file_has_macros"),
        (odt(more={"Scripts/python/run.py": "run()"}), "file_has_macros"),
        (odt("<text:p><script:event-listener/></text:p>"), "file_has_macros"),
        (odt("<text:section><office:dde-source/></text:section>"), "file_has_macros"),
        (odt('<text:p><draw:image xlink:href="http://elsewhere.example/a.png"/></text:p>'), "file_reaches_out"),
        (odt('<text:p><draw:image xlink:href="../a.png"/></text:p>'), "file_reaches_out"),
        (odt('<text:section><text:section-source xlink:href="file:///a.odt"/></text:section>'), "file_reaches_out"),
        (odt('<text:p><draw:object xlink:href="//host/a"/></text:p>'), "file_reaches_out"),
        (odt('<text:p><draw:image xlink:href="Pictures/a.png"/><draw:object xlink:href="./A 1"/></text:p>'), "taken"),
        (odt('<text:p><draw:image/><text:a xlink:href="http://elsewhere.example/">Read it</text:a></text:p>'), "taken"),
        (odt('<style:background-image xlink:href="http://elsewhere.example/a.png"/>'), "file_reaches_out"),
        (odt('<x:auto-reload xmlns:x="urn:x" xlink:href="http://elsewhere.example/"/>'), "file_reaches_out"),
        (odt('<draw:object xlink:href="./Object 1"/><x:chart xmlns:x="urn:x" xlink:href=".."/>'), "taken"),
        (odt('<x:template xmlns:x="urn:x" xlink:href="file:///C:/Users/x/a.ott"/>'), "taken"),
        (odt(more={"Object 1": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}), "file_nested"),
        (odt(more={"Object 1/content.dat": LAUGHS}), "file_entities"),
        (odt(more={"a/inner.docx": docx()}), "file_nested"),
        (odt(more={"content.xml": LAUGHS}), "file_entities"),
        (odt(more={"content.xml": "<a><b></a>"}), "file_broken"),
        (odt(more={"Configurations2/accelerator/current.xml": ""}), "taken"),
        (odt(more={"Configurations2/": ""}), "taken"),
        (odt("<text:section>" * 300 + "</text:section>" * 300), "file_too_deep"),
        (odt("<text:p/>" * 900_000), "file_bomb"),
        (odt("".join(f'<text:p a="{n}"/>' for n in range(420_000))), "file_too_heavy"),
        (odt(more={"../content.xml": "<a/>"}), "file_strange_parts"),
        (odt()[:-40], "file_broken"),
    ],
)  # fmt: skip
def test_what_is_not_sound_is_refused_soon(content: bytes, why: str) -> None:
    began = perf_counter()

    assert code(content) == why
    assert perf_counter() - began < 10


def test_the_way_out_names_the_kind_of_file_that_it_is() -> None:
    found = asked(odt(more={"content.xml": LAUGHS}))

    assert isinstance(found, Refusal)
    assert ".odt" in found.mend
    assert ".docx" not in found.mend


def test_bytes_changed_at_random_never_break_the_door() -> None:
    sound = odt(f"<text:section {NAMES}>{paragraph('Words.')}</text:section>")
    chance = random.Random(7)
    for _ in range(300):
        content = bytearray(sound)
        for _ in range(chance.randint(1, 30)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        assert isinstance(asked(bytes(content[: chance.randint(40, len(content))])), (Refusal, Upload))
