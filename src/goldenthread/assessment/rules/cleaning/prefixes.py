"""XML written again under the prefixes that office programs use: some are named in the values of attributes.

Only these vocabularies are copied. What an add-in keeps under an address of its own stays behind, with the address.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

_OFFICE = "http://schemas.openxmlformats.org/"
_MICROSOFT = "http://schemas.microsoft.com/office/"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
WORD = MappingProxyType(
    {
        "w": f"{_OFFICE}wordprocessingml/2006/main", "r": f"{_OFFICE}officeDocument/2006/relationships",
        "m": f"{_OFFICE}officeDocument/2006/math", "mc": f"{_OFFICE}markup-compatibility/2006",
        "wp": f"{_OFFICE}drawingml/2006/wordprocessingDrawing", "a": f"{_OFFICE}drawingml/2006/main",
        "pic": f"{_OFFICE}drawingml/2006/picture", "c": f"{_OFFICE}drawingml/2006/chart",
        "dgm": f"{_OFFICE}drawingml/2006/diagram", "lc": f"{_OFFICE}drawingml/2006/lockedCanvas",
        "cdr": f"{_OFFICE}drawingml/2006/chartDrawing", "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office", "w10": "urn:schemas-microsoft-com:office:word",
        "w14": f"{_MICROSOFT}word/2010/wordml", "w15": f"{_MICROSOFT}word/2012/wordml",
        "w16": f"{_MICROSOFT}word/2018/wordml", "w16se": f"{_MICROSOFT}word/2015/wordml/symex",
        "wp14": f"{_MICROSOFT}word/2010/wordprocessingDrawing", "wps": f"{_MICROSOFT}word/2010/wordprocessingShape",
        "wpg": f"{_MICROSOFT}word/2010/wordprocessingGroup", "wpc": f"{_MICROSOFT}word/2010/wordprocessingCanvas",
        "wpi": f"{_MICROSOFT}word/2010/wordprocessingInk", "a14": f"{_MICROSOFT}drawing/2010/main",
        "aink": f"{_MICROSOFT}drawing/2016/ink", "am3d": f"{_MICROSOFT}drawing/2017/model3d",
        "c14": f"{_MICROSOFT}drawing/2007/8/2/chart", "c15": f"{_MICROSOFT}drawing/2012/chart",
        "cs": f"{_MICROSOFT}drawing/2012/chartStyle", "cx": f"{_MICROSOFT}drawing/2014/chartex",
        "cx1": f"{_MICROSOFT}drawing/2015/9/8/chartex", "cx2": f"{_MICROSOFT}drawing/2015/10/21/chartex",
        "dsp": f"{_MICROSOFT}drawing/2008/diagram",
    }
)  # fmt: skip
OPEN = MappingProxyType(
    {
        each: f"{_OPEN}{each}:1.0"
        for each in ("office", "text", "table", "style", "number", "chart", "dr3d")
    }
    | {
        "draw": f"{_OPEN}drawing:1.0", "fo": f"{_OPEN}xsl-fo-compatible:1.0", "svg": f"{_OPEN}svg-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink", "math": "http://www.w3.org/1998/Math/MathML",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
        "ooow": "http://openoffice.org/2004/writer",
    }
)  # fmt: skip
_USUAL = {address: prefix for prefix, address in {**WORD, **OPEN}.items()}
for _prefix, _address in {**WORD, **OPEN}.items():
    ET.register_namespace(_prefix, _address)
_ADDRESS = re.compile(r"\{([^}]*)\}")
_XML = "http://www.w3.org/XML/1998/namespace"


def declared(part: bytes) -> Mapping[str, str]:
    """What each prefix of the file is called in the copy; one that is not copied is left out."""
    spaces = ET.iterparse(io.BytesIO(part), events=["start-ns"])  # noqa: S314  `examine` refused every part that declares a document type
    return {prefix: _USUAL[address] for _, (prefix, address) in spaces if address in _USUAL}


def is_known(name: str, vocabularies: Iterable[str]) -> bool:
    """Whether an element or an attribute belongs to one of these, or to none."""
    address = _ADDRESS.match(name)
    return address is None or address.group(1) == _XML or address.group(1) in vocabularies


def written(root: Element, named: Iterable[str]) -> bytes:
    """The part as XML. A prefix that is only named in a value is declared too: without that it is called damaged."""
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    start = made.index(b"<", made.index(b"?>"))
    end = made.index(b">", start)
    addresses = {**WORD, **OPEN}
    missing = [name for name in sorted(set(named)) if f"xmlns:{name}=".encode() not in made[start:end]]
    spaces = "".join(f' xmlns:{name}="{addresses[name]}"' for name in missing).encode()
    behind_name = re.compile(rb"<[^\s/>]+").match(made, start)
    assert behind_name is not None
    return made[: behind_name.end()] + spaces + made[behind_name.end() :]
