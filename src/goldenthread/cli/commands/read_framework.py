"""Print what a framework document says, and keep nothing of it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from goldenthread.cli.exits import NEEDS_ATTENTION
from goldenthread.cli.telling import told
from goldenthread.frameworks.actions.extracting import links_between
from goldenthread.frameworks.types import Progress
from goldenthread.integrations.reader.outlines.frameworks import outlined
from goldenthread.integrations.reader.outlines.pages import linked
from goldenthread.integrations.reader.sync import read_without_keeping


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
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

    The document is read in a process of its own, within this installation's bounds on time and memory.

    \b
    Exit codes: 0 read · 1 read, but not reliably: see "doubts" · 2 no such file · 3 it cannot be read, and why

    \b
    Examples:
      goldenthread read-framework npqsl.pdf > npqsl.json
      goldenthread read-framework --quiet ours.md | python -m json.tool
      goldenthread read-framework page.txt --framework npqsl.pdf
    """
    tell = _hush if quiet else _say
    document = read_without_keeping(file.read_bytes(), name=file.name, tell=tell)
    said = outlined(document)
    if framework:
        beside = read_without_keeping(framework.read_bytes(), name=framework.name, tell=tell)
        said["links"] = linked(links_between(document, beside))
    click.echo(json.dumps(said, ensure_ascii=False, indent=1))
    if not document.reading.is_reliable:
        for doubt in document.reading.doubts:
            click.echo(f"{file.name}: {doubt.says}", err=True)
        raise SystemExit(NEEDS_ATTENTION)


def _say(progress: Progress) -> None:
    click.echo(f"  {told(progress)}", err=True)


def _hush(progress: Progress) -> None:
    """Say nothing."""
