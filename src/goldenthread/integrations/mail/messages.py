"""A letter before it is an e-mail."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """What somebody is told. ``key`` names the occasion: the same key is never sent twice.

    ``facts`` are pairs of a name and a value, shown as a short list; ``links`` pairs of words and an address, where one
    button will not do; ``closing`` says why this letter was sent. ``unsubscribe`` is the address at which its reader
    wants no more of its kind, at one press (RFC 8058); letters that must be told have none.
    ``way_out`` says in words what that address does.
    """

    key: str
    kind: str
    address: str
    name: str
    subject: str
    paragraphs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    button: str = ""
    url: str = ""
    closing: str = "You get this letter because you have a part in this programme."
    unsubscribe: str = ""
    way_out: str = "Choose how often you are told, or stop"
