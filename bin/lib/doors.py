"""Write down every route with who may enter it (docs/routes.md), and the description of the API (docs/openapi.json).

    python bin/lib/doors.py            write both
    python bin/lib/doors.py --check    only say which are not up to date; exit code 1 if any

The generator stands outside the house because no door knows another.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
HEAD = """# Routes, and who may enter

Written by `bin/lib/doors.py` from the routes themselves. A view that does not say who may enter refuses everybody. What
somebody sees inside is narrower still: rows that are not theirs are not found. Routes marked *demonstration* exist only
where the demonstration is on.

| route | name | who may enter |
|---|---|---|
"""


def walked(patterns: Any = None, prefix: str = "", space: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every route with its name and view."""
    urls = importlib.import_module("django.urls")
    for entry in patterns if patterns is not None else urls.get_resolver().url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, urls.URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from walked(entry.url_patterns, address, inner)
        else:
            yield address, f"{space}{entry.name or ''}", entry.callback


def routes_page() -> str:
    """The table of routes."""
    admission_of = importlib.import_module("goldenthread.web.shared.middleware").admission_of
    only_there = ("demo", "components")
    lines: dict[str, str] = {}
    for address, name, view in walked():
        whom = str(admission_of(view) or "nobody")
        mark = " *(demonstration)*" if name.partition("_")[0] in only_there else ""
        shown = address.replace("^", "").removesuffix("$")
        # The first of two routes with one address is the one that answers.
        lines.setdefault(shown, f"| `/{shown}` | {name}{mark} | {whom} |\n")
    return HEAD + "".join(lines[address] for address in sorted(lines))


def api_page() -> str:
    """The description of the API as JSON."""
    made = importlib.import_module("goldenthread.api.v1.api").description()
    plain = importlib.import_module("django.core.serializers.json").DjangoJSONEncoder
    return json.dumps(made, indent=2, cls=plain, ensure_ascii=False) + "\n"


def pages() -> dict[Path, str]:
    """Both pages, with their text."""
    return {DOCS / "routes.md": routes_page(), DOCS / "openapi.json": api_page()}


def out_of_date() -> list[str]:
    """Which of them are missing or stale."""
    return [p.name for p, text in pages().items() if not p.exists() or p.read_text(encoding="utf-8") != text]


def main() -> int:
    """Write, or say what should be written."""
    if "--check" in sys.argv:
        stale = out_of_date()
        print("\n".join(f"docs/{name} is not up to date" for name in stale))
        return 1 if stale else 0
    for place, text in pages().items():
        place.write_text(text, encoding="utf-8")
        print(place.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    os.environ["GOLDENTHREAD_DEMONSTRATION"] = "true"
    importlib.import_module("django").setup()
    raise SystemExit(main())
