"""A person's file is read where its reader has bounds, and nowhere else: not by a default that a door forgot."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2] / "src" / "goldenthread"
# Each reads or rewrites a whole file with somebody else's parser, as long as it takes and with all memory there is.
UNBOUNDED = {
    "goldenthread.assessment.actions.preparing.work_through": {
        "integrations/reader/child.py",
        # Files that we ship, read before anybody can sign in.
        "cli/demonstration/assessing.py",
        "cli/demonstration/counting.py",
        "cli/demonstration/likening.py",
        "cli/demonstration/projecting.py",
        "cli/demonstration/questioning.py",
        "cli/demonstration/standardising.py",
    },
    "goldenthread.assessment.rules.cleaning.cleaned": {"assessment/actions/preparing.py"},
    "goldenthread.assessment.rules.counting.read_script": {"assessment/actions/preparing.py"},
    "goldenthread.assessment.rules.properties.properties_of": {"assessment/actions/preparing.py"},
    "goldenthread.frameworks.actions.extracting.read_content": {"integrations/reader/child.py"},
}
# What only the above, the reading process and what they call open: packages that parse documents and pictures.
PARSERS = {"pypdfium2", "pypdf", "docx", "PIL", "openpyxl", "lxml"}
MAY_PARSE = {
    "assessment/rules/cleaning/portable.py",
    "assessment/rules/counting.py",
    "assessment/rules/page_tags.py",
    "assessment/rules/properties.py",
    "assessment/rules/reading_pdf.py",
    "frameworks/actions/extracting.py",
    "frameworks/actions/portable_files.py",
    "frameworks/actions/word_files.py",
    "frameworks/actions/word_numbering.py",
    # They write.
    "cli/demonstration/assessing.py",
    "cli/demonstration/counting.py",
    "cli/demonstration/projecting.py",
}


@cache
def nodes() -> dict[str, tuple[ast.Import | ast.ImportFrom | ast.FunctionDef, ...]]:
    """Of every file its imports and functions."""
    kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef)
    return {
        str(file.relative_to(HOUSE)): tuple(
            node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, kinds)
        )
        for file in HOUSE.rglob("*.py")
    }


def imports(file: str) -> Iterator[str]:
    """Every name that a file imports, with its module before it."""
    for node in nodes()[file]:
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{each.name}" for each in node.names)
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names)


def test_only_the_reading_process_reads_a_file_without_bounds() -> None:
    modules = {name.rpartition(".")[0] for name in UNBOUNDED}
    found: dict[str, set[str]] = {}
    for file in nodes():
        for name in imports(file):
            if name in UNBOUNDED or name in modules:
                found.setdefault(name, set()).add(file)

    assert found == UNBOUNDED


def test_only_readers_of_files_know_the_packages_that_parse_them() -> None:
    parse = {file for file in nodes() if any(name.partition(".")[0] in PARSERS for name in imports(file))}

    assert parse == MAY_PARSE


def test_no_action_has_a_reader_of_its_own() -> None:
    """Who calls it says which reader: ``work`` is never given by a default."""
    given = []
    for file, found in nodes().items():
        for node in found:
            if isinstance(node, ast.FunctionDef):
                defaults = dict(zip([a.arg for a in node.args.kwonlyargs], node.args.kw_defaults, strict=True))
                usual = [a.arg for a in node.args.args][len(node.args.args) - len(node.args.defaults) :]
                if defaults.get("work") is not None or "work" in usual:
                    given.append(f"{file}: {node.name}")

    assert given == []


def test_pages_read_one_file_of_each_person_at_a_time() -> None:
    """The reader for the worker knows nobody; in a request it would let one person keep every thread."""
    name = "goldenthread.integrations.reader.sync.work_through_script"

    assert [file for file in nodes() if file.startswith(("web/", "api/")) and name in set(imports(file))] == []
