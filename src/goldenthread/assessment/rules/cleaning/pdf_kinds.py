"""What each object of a PDF may hold so that its pages are drawn: every key with the kind of its value.

A kind is another dictionary, a map of somebody's names to things of one kind, numbers, or one of the known names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_NUMBER = re.compile(rb"[-+]?\d*\.?\d+|[-+]?\d+\.|true|false|null")
_PACKINGS = frozenset(
    {b"FlateDecode", b"LZWDecode", b"ASCII85Decode", b"ASCIIHexDecode", b"RunLengthDecode", b"CCITTFaxDecode"}
    | {b"JBIG2Decode", b"DCTDecode", b"JPXDecode", b"Fl", b"LZW", b"A85", b"AHx", b"RL", b"CCF", b"DCT"}
)
NAMES = frozenset(
    {b"Page", b"XObject", b"Image", b"Form", b"Font", b"Type0", b"Type1", b"MMType1", b"Type3", b"TrueType"}
    | {b"CIDFontType0", b"CIDFontType2", b"FontDescriptor", b"Encoding", b"MacRomanEncoding", b"WinAnsiEncoding"}
    | {b"MacExpertEncoding", b"StandardEncoding", b"Identity", b"Identity-H", b"Identity-V", b"ExtGState", b"Pattern"}
    | {b"DeviceGray", b"DeviceRGB", b"DeviceCMYK", b"Lab", b"Indexed", b"Separation", b"DeviceN", b"CalGray", b"CalRGB"}
    | {b"All", b"None", b"Cyan", b"Magenta", b"Yellow", b"Black", b"Mask", b"Luminosity", b"Alpha", b"Group"}
    | {b"Transparency", b"CMap", b"Type1C", b"CIDFontType0C", b"OpenType", b"Default", b"Normal", b"Compatible"}
    | {b"Multiply", b"Screen", b"Overlay", b"Darken", b"Lighten", b"ColorDodge", b"ColorBurn", b"HardLight"}
    | {b"SoftLight", b"Difference", b"Exclusion", b"Hue", b"Saturation", b"Color", b"AbsoluteColorimetric"}
    | {b"RelativeColorimetric", b"Perceptual", b"UltraCondensed", b"ExtraCondensed", b"Condensed", b"SemiCondensed"}
    | {b"SemiExpanded", b"Expanded", b"ExtraExpanded", b"UltraExpanded"}
)
# Tables of letters that readers have themselves.
_OWN_TABLES = re.compile(
    rb"(Uni(GB|CNS|JIS|KS)|GB|ETen|ETenms|KSC|KSCms|90|83|78|Add|Ext|B5|HKscs|CNS|EUC)[\w-]*-[HV]|[HV]"
)
# Fonts that are not in a file are looked for by their names, so the usual ones keep them.
_FAMILIES = re.compile(
    rb"(?:[A-Z]{6}\+)?(?:Arial|Helvetica|Times|TimesNewRoman|Courier|CourierNew|Symbol|ZapfDingbats|Calibri|Cambria|"
    rb"Candara|Verdana|Georgia|Tahoma|Trebuchet|TrebuchetMS|SegoeUI|Consolas|ComicSans|ComicSansMS|Garamond|GillSans|"
    rb"CenturyGothic|BookAntiqua|Palatino|LiberationSans|LiberationSerif|LiberationMono|DejaVuSans|DejaVuSerif|"
    rb"OpenSans|Roboto|Lato|Wingdings|MSGothic|SimSun)"
    rb"(?:[-, ]|Bold|Italic|Oblique|Roman|Regular|MT|PS|Light|Medium|Black|Narrow|Condensed|Unicode|Math)*"
)
_LETTERS_OF = frozenset({b"(Identity)", b"(Japan1)", b"(GB1)", b"(CNS1)", b"(Korea1)", b"(KR)", b"(UCS)"})

# Words that are no names and no numbers, where there are any.
FIXED: Mapping[str, Mapping[bytes, bytes]] = MappingProxyType(
    {
        "number": {},
        "name": {},
        "font name": {},
        "registry": {b"(Adobe)": b"(Adobe)"},
        "ordering": {each: each for each in _LETTERS_OF},
    }
)
# Maps under names that somebody gave; signs of a font go by their letters.
MAPS: Mapping[str, str] = MappingProxyType(
    {
        "fonts": "font", "objects": "object", "states": "state", "spaces": "space", "patterns": "pattern",
        "shadings": "shading", "signs": "sign",
    }
)  # fmt: skip


def _keys(kind: str, keys: bytes) -> dict[bytes, str]:
    return dict.fromkeys(keys.split(), kind)


_RESOURCES = {
    b"Font": "fonts", b"XObject": "objects", b"ExtGState": "states", b"ColorSpace": "spaces", b"Pattern": "patterns",
    b"Shading": "shadings",
}  # fmt: skip
_NAMED = _keys("name", b"Type Subtype")
DICTIONARIES: Mapping[str, Mapping[bytes, str]] = MappingProxyType(
    {
        "page": _keys("numbers", b"MediaBox CropBox Rotate UserUnit") | {b"Resources": "resources", b"Group": "group"},
        "resources": _RESOURCES,
        "group": _keys("name", b"Type S") | {b"CS": "space"} | _keys("number", b"I K"),
        "form": _NAMED
        | _keys("numbers", b"FormType BBox Matrix")
        | {b"Resources": "resources", b"Group": "group"},
        "picture": _NAMED
        | _keys("numbers", b"Width Height BitsPerComponent ImageMask Decode Interpolate SMaskInData Matte")
        | {b"ColorSpace": "space", b"Intent": "name", b"Mask": "mask", b"SMask": "picture"},
        "state": _keys("name", b"Type RI")
        | _keys("numbers", b"LW LC LJ ML D OP op OPM FL SM SA CA ca AIS TK")
        | {b"BM": "blend", b"SMask": "soft mask", b"Font": "font list"},
        "soft mask": _keys("name", b"Type S") | {b"G": "object", b"BC": "numbers", b"TR": "function"},
        "pattern": _keys("name", b"Type")
        | _keys("numbers", b"PatternType PaintType TilingType BBox XStep YStep Matrix")
        | {b"Resources": "resources", b"Shading": "shading", b"ExtGState": "state"},
        "shading": _keys(
            "numbers",
            b"ShadingType Background BBox AntiAlias Coords Domain Extend Matrix BitsPerCoordinate BitsPerComponent"
            b" BitsPerFlag Decode VerticesPerRow",
        )
        | {b"ColorSpace": "space", b"Function": "function"},
        "function": _keys(
            "numbers", b"FunctionType Domain Range Size BitsPerSample Order Encode Decode C0 C1 N Bounds"
        )
        | {b"Functions": "function"},
        "font": _NAMED
        | _keys("font name", b"BaseFont")
        | _keys("numbers", b"FirstChar LastChar Widths DW W DW2 W2 FontBBox FontMatrix")
        | {
            b"FontDescriptor": "descriptor", b"Encoding": "encoding", b"ToUnicode": "letters",
            b"DescendantFonts": "font", b"CIDSystemInfo": "letters of", b"CIDToGIDMap": "signs of",
            b"CharProcs": "signs", b"Resources": "resources",
        },
        "descriptor": _keys("name", b"Type FontStretch")
        | _keys("font name", b"FontName")
        | _keys(
            "numbers",
            b"Flags FontBBox ItalicAngle Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth"
            b" MissingWidth FontWeight",
        )
        | _keys("program", b"FontFile FontFile2 FontFile3"),
        "letters of": {b"Registry": "registry", b"Ordering": "ordering", b"Supplement": "number"},
        "encoding": _keys("name", b"Type BaseEncoding") | {b"Differences": "differences"},
        "letters": {b"Type": "name", b"UseCMap": "encoding", b"WMode": "number"},
        "program": _keys("number", b"Length1 Length2 Length3"),
        "parms": _keys(
            "number",
            b"Predictor Colors BitsPerComponent Columns EarlyChange K EndOfLine EncodedByteAlign Rows EndOfBlock"
            b" BlackIs1 DamagedRowsBeforeError",
        )
        | {b"JBIG2Globals": "bytes"},
        "measures": _keys("numbers", b"WhitePoint BlackPoint Gamma Matrix Range"),
    }
)  # fmt: skip


@dataclass
class FontNames:
    """What fonts are called in the copy: the usual ones by their names, all others by numbers."""

    names: dict[bytes, bytes] = field(default_factory=dict)

    def named(self, name: bytes) -> bytes:
        """The font's name in the copy."""
        if _FAMILIES.fullmatch(name):
            return name
        return self.names.setdefault(name, b"Font%d" % (len(self.names) + 1))


def said_names(name: bytes, kind: str, fonts: FontNames) -> bytes:
    """A name where it is known, and nothing where it is not."""
    if kind == "font name":
        return b"/" + fonts.named(name).replace(b" ", b"#20")
    if kind == "differences":
        return b"/" + (name if is_sign(name) else b".notdef")
    is_known = name in NAMES or (kind == "encoding" and _OWN_TABLES.fullmatch(name) is not None)
    return b"/" + name if is_known and kind not in {"number", "numbers"} else b""


def is_sign(name: bytes) -> bool:
    """Whether a sign of a font may be called this."""
    return re.fullmatch(rb"[\w.-]+", name) is not None


def is_number(value: bytes) -> bool:
    """Whether this is a number, or one of the words that stand for one."""
    return _NUMBER.fullmatch(value) is not None


def is_packing(name: bytes) -> bool:
    """Whether readers know how to unpack this."""
    return name in _PACKINGS
