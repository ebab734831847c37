"""Whose words a document is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Owner:
    """Who published a document, under which licence, and what has to be said with its words; empty where unknown."""

    publisher: str = ""
    licence: str = ""
    attribution: str = ""
