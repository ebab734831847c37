"""XML written again under the prefixes that it had: programs name some of them in the values of attributes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element


def keep_prefixes(part: bytes) -> Mapping[str, str]:
    """The file's own prefixes, which survive when it is written again."""
    found = {}
    for _, (prefix, address) in ET.iterparse(io.BytesIO(part), events=["start-ns"]):  # noqa: S314  `examine` refused every part that declares a document type
        if not re.fullmatch(r"ns\d+", prefix):
            ET.register_namespace(prefix, address)
            found[prefix] = address
    return found


def written(root: Element, prefixes: Mapping[str, str], named: Iterable[str]) -> bytes:
    """The part as XML. A prefix that is only named in a value is declared too: without that it is called damaged."""
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    start = made.index(b"<", made.index(b"?>"))
    end = made.index(b">", start)
    missing = [
        name for name in sorted(set(named)) if name in prefixes and f"xmlns:{name}=".encode() not in made[start:end]
    ]
    declared = "".join(f' xmlns:{name}="{prefixes[name]}"' for name in missing).encode()
    behind_name = re.compile(rb"<[^\s/>]+").match(made, start)
    assert behind_name is not None
    return made[: behind_name.end()] + declared + made[behind_name.end() :]
