"""Print what a framework document says, and keep nothing of it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from goldenthread.cli.exits import NEEDS_ATTENTION
from goldenthread.cli.folders import bytes_of, documents_in
from goldenthread.cli.telling import told
from goldenthread.frameworks.actions.extracting import Tell, links_between
from goldenthread.frameworks.types import DocumentRead, Progress
from goldenthread.ground.types import Refused
from goldenthread.integrations.reader.outlines.doubts import Json
from goldenthread.integrations.reader.outlines.frameworks import outlined
from goldenthread.integrations.reader.outlines.pages import linked
from goldenthread.integrations.reader.sync import read_without_keeping


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--framework",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Where FILE is a provider's page: the framework to link its statements to.",
)
@click.option("--quiet", is_flag=True, help="Do not tell on standard error how far it has come.")
def command(file: Path, framework: Path | None, quiet: bool) -> None:
    """Print the reading of FILE (PDF, Word, OpenDocument, web page, markdown or text) as JSON. Nothing is stored.

    The JSON has the sections with their introductions, their numbered statements, and their stems with the bullets
    under each; every item has the lines it came from and the reader's doubts about it. "account" counts what became of
    every word. A provider's page is called one: it has the facts of the programme, and what is left of the
    framework's statements, those that are cut marked.

    Where FILE is a folder, every document in it is read, and each is printed under its file's name; those that cannot
    be read are listed with the reason in "not_taken", and stop nothing.

    The document is read in a process of its own, within this installation's bounds on time and memory.

    \b
    Exit codes: 0 read · 1 not reliably (see "doubts"), or not all (see "not_taken") · 2 no such file
                3 it cannot be read, and why

    \b
    Examples:
      goldenthread read-framework npqsl.pdf > npqsl.json
      goldenthread read-framework --quiet ours.md | python -m json.tool
      goldenthread read-framework page.txt --framework npqsl.pdf
      goldenthread read-framework documents/ > all.json
    """
    tell = _hush if quiet else _say
    beside = _document(framework, tell) if framework else None
    if file.is_dir():
        _folder(file, beside, tell)
        return
    document = _document(file, tell)
    click.echo(json.dumps(_said(document, beside), ensure_ascii=False, indent=1))
    if not document.reading.is_reliable:
        for doubt in document.reading.doubts:
            click.echo(f"{file.name}: {doubt.says}", err=True)
        raise SystemExit(NEEDS_ATTENTION)


def _folder(folder: Path, beside: DocumentRead | None, tell: Tell) -> None:
    """Every document of a folder; one that cannot be read does not stop the others."""
    documents, not_taken, is_reliable = list[Json](), list[Json](), True
    for path in documents_in(folder):
        try:
            document = _document(path, tell)
        except (Refused, OSError) as why:
            not_taken.append({"file": path.name, "why": str(why)})
            click.echo(f"{path.name}: not taken. {why}", err=True)
            continue
        documents.append({"file": path.name} | _said(document, beside))
        is_reliable &= document.reading.is_reliable
        click.echo(f"{path.name}: {documents[-1]['kind']}", err=True)
    click.echo(json.dumps({"documents": documents, "not_taken": not_taken}, ensure_ascii=False, indent=1))
    if not_taken or not is_reliable:
        raise SystemExit(NEEDS_ATTENTION)


def _document(path: Path, tell: Tell) -> DocumentRead:
    return read_without_keeping(bytes_of(path), name=path.name, tell=tell)


def _said(document: DocumentRead, beside: DocumentRead | None) -> Json:
    said = outlined(document)
    return said | {"links": linked(links_between(document, beside))} if beside else said


def _say(progress: Progress) -> None:
    click.echo(f"  {told(progress)}", err=True)


def _hush(progress: Progress) -> None:
    """Say nothing."""
