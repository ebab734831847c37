"""CASE packages as other people publish them: in our own words, with the hazards of real ones."""

from __future__ import annotations

from typing import Any
from uuid import UUID

DOCUMENT = "0b7c0b7c-1111-4111-8111-111111111111"
Tree = dict[str, Any]


def key(name: str) -> str:
    """An identifier as the standard wants it, the same for the same name."""
    return (
        f"{UUID(int=int.from_bytes(name.encode()[:4], 'big'))}"[:8] + f"-0000-4000-8000-{name.encode().hex():0>12.12}"
    )


def a_package(tree: Tree, *, document: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A package of items named by their words, each with what stands under it."""
    said: dict[str, Any] = {
        "CFDocument": {"identifier": DOCUMENT, "title": "Elsewhere", "creator": "Somebody", **(document or {})},
        "CFItems": [],
        "CFAssociations": [],
        **more,
    }
    _grow(said, tree, DOCUMENT)
    return said


def _grow(said: dict[str, Any], tree: Tree, above: str) -> None:
    for place, (text, below) in enumerate(tree.items(), start=1):
        said["CFItems"].append(an_item(text))
        said["CFAssociations"].append(under(key(text), above, place))
        _grow(said, below, key(text))


def an_item(text: str, **more: Any) -> dict[str, Any]:
    """An item with these words; ``None`` takes a key away."""
    said = {"identifier": key(text), "fullStatement": text, **more}
    return {name: value for name, value in said.items() if value != "away"}


def under(child: str, above: str, place: Any = None, kind: str = "isChildOf") -> dict[str, Any]:
    """That one stands under the other."""
    said: dict[str, Any] = {
        "associationType": kind,
        "originNodeURI": {"identifier": child, "title": "x", "uri": f"https://x.example/CFItems/{child}"},
        "destinationNodeURI": {"identifier": above, "title": "x", "uri": f"https://x.example/CFItems/{above}"},
    }
    return said | ({"sequenceNumber": place} if place is not None else {})


def changed(said: dict[str, Any], text: str, **more: Any) -> dict[str, Any]:
    """The package with more said of the item with these words."""
    for item in said["CFItems"]:
        if item["identifier"] == key(text):
            item.update(more)
    return said
