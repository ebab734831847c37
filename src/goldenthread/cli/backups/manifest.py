"""What an archive says about itself. It is the last member, so that an archive cut short has none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version

FORMAT = 1
NAME = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """Made when, by which version, from which kind of database; the hash of every member; the rows of every table."""

    made_at: str
    engine: str
    release: str
    migrations: list[str]
    rows: Mapping[str, int]
    members: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def as_json(self) -> bytes:
        """The manifest as it lies in the archive."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()


def read_manifest(text: bytes) -> Manifest:
    """The manifest of an archive.

    :raises ValueError: if this version does not know its format.
    """
    facts = json.loads(text)
    if facts.get("format") != FORMAT:
        raise ValueError(f"the archive is of format {facts.get('format')}, and this version reads format {FORMAT}")
    return Manifest(**facts)


def this_release() -> str:
    """The version of the code that runs."""
    try:
        return version("goldenthread")
    except PackageNotFoundError:
        return "from source"
