"""Read a framework document into a reading, and publish it where nothing is in doubt."""

from __future__ import annotations

from pathlib import Path

import click

from goldenthread.cli.exits import NEEDS_ATTENTION
from goldenthread.cli.folders import bytes_of, documents_in
from goldenthread.cli.telling import told
from goldenthread.frameworks.actions.calling import keep_as_it_calls_itself
from goldenthread.frameworks.actions.publishing import publish_reading
from goldenthread.frameworks.actions.reviewing import accept_clear
from goldenthread.frameworks.queries.reviewing import review_page
from goldenthread.frameworks.types import OPEN_GOVERNMENT_LICENCE, About, Progress, ReviewPage
from goldenthread.ground.queries.clock import now
from goldenthread.ground.types import Refused
from goldenthread.integrations.reader.outlines.frameworks import kind_of
from goldenthread.integrations.reader.sync import read_at_once, read_without_keeping
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--code", help="As people cite it, for example NPQSL. Needed for a file.")
@click.option("--title", help="The document's title. Needed for a file.")
@click.option("--year", type=int, help="The year of this edition. Needed for a file; in a folder, where none is said.")
@click.option("--publisher", default="Department for Education", show_default=True)
@click.option("--licence", default=OPEN_GOVERNMENT_LICENCE, show_default=True)
@click.option("--attribution", default="© Crown copyright", show_default=True)
@click.option("--publish", is_flag=True, help="Accept what carries no doubt, and publish if nothing is left to settle.")
@click.option("--as", "email", required=True, help="Whose deed it is: a curriculum lead.")
def command(
    file: Path,
    code: str | None,
    title: str | None,
    year: int | None,
    publisher: str,
    licence: str,
    attribution: str,
    publish: bool,
    email: str,
) -> None:
    """Read a PDF, Word, OpenDocument, markdown or text FILE, a web page, or a CASE package (JSON), for review.

    Without --publish the reading waits in the browser for its review. With it, items that carry no doubt are accepted
    in your name; if any doubt is left, nothing is published, the doubts are listed, and the exit code is 1.

    The document is read here and now, within the same bounds on time and memory as in the worker. How far it has come
    is told on standard error. Where it cannot be read, nothing is kept and the exit code is 3.

    Where FILE is a folder, every document in it is read and waits for its review under the code, title and year that it
    says itself; where it says no code or title, under the name of its file. Those that are not taken are named with the
    reason, stop nothing, and make the exit code 1.

    What a CASE package says of its title, publisher, licence and attribution goes before what is said here.

    \b
    Examples:
      goldenthread import-framework npqsl.pdf --code NPQSL --title "Senior Leaders" --year 2020 --as c@ours.example
      goldenthread import-framework package.json --code OURS --title "Ours" --year 2026 --as c@ours.example
      goldenthread import-framework ours.md --code OURS --title "Ours" --year 2026 --publish --as c@ours.example
      goldenthread import-framework documents/ --year 2020 --as c@ours.example
    """
    by = actor_by_email(email)
    if file.is_dir():
        if publish or code or title:
            raise click.UsageError("A folder is read for review, each document under its own code and title.")
        _folder(file, About("", "", publisher, year or 0, licence, attribution), by)
        return
    if not (code and title and year):
        raise click.UsageError("Say what the document is: --code, --title and --year.")
    about = About(code.upper(), title, publisher, year, licence, attribution)
    click.echo(f"Reading {file.name}…", err=True)
    ref = read_at_once(bytes_of(file), name=file.name, about=about, by=by, at=now(), tell=_say)
    page = review_page(ref, by=by)
    if page.reading.is_page:
        click.echo(f"This is a provider’s page, and never published: /frameworks/readings/{ref}/page/.")
        raise SystemExit(NEEDS_ATTENTION if publish else 0)
    click.echo(f"{len(page.sections)} sections, {page.tally}.")
    if page.details:
        click.echo(f"Beside them: {len(page.details)} references and rules.")
    if not publish:
        click.echo(f"Waiting for review: /frameworks/readings/{ref}/ ({page.in_doubt} with doubts).")
        return
    _publish(page, email=email)


def _folder(folder: Path, given: About, by: Actor) -> None:
    """Every document of a folder; one that is not taken does not stop the others."""
    missed = 0
    for path in documents_in(folder):
        click.echo(f"Reading {path.name}…", err=True)
        try:
            content = bytes_of(path)
            document = read_without_keeping(content, name=path.name, tell=_say)
            ref, about = keep_as_it_calls_itself(content, document, name=path.name, given=given, by=by, at=now())
        except (Refused, OSError) as why:
            missed += 1
            click.echo(f"{path.name}: not taken. {why}", err=True)
            continue
        kind = kind_of(document.reading)
        click.echo(f"{path.name}: {kind} {about.code} ({about.year}), “{about.title}”: /frameworks/readings/{ref}/")
    if missed:
        click.echo(f"{missed} not taken.", err=True)
        raise SystemExit(NEEDS_ATTENTION)


def _say(progress: Progress) -> None:
    """How far it has come, on a line of its own."""
    click.echo(f"  {told(progress)}", err=True)


def _publish(page: ReviewPage, *, email: str) -> None:
    by = actor_by_email(email)
    open_doubts = [
        *(doubt for doubt in page.doubts if doubt.is_open),
        *(doubt for item in page.doubtful for doubt in item.open_doubts),
        *(doubt for detail in page.doubtful_details for doubt in detail.open_doubts),
    ]
    if open_doubts:
        for doubt in open_doubts:
            click.echo(f"  {', '.join(f'line {line}' for line in doubt.lines)}: {doubt.says}", err=True)
        click.echo(
            f"Not published: {len(open_doubts)} doubts to settle at /frameworks/readings/{page.reading.ref}/.", err=True
        )
        raise SystemExit(NEEDS_ATTENTION)
    accept_clear(page.reading.ref, by=by, at=now())
    click.echo(f"Published: /frameworks/editions/{publish_reading(page.reading.ref, by=by, at=now())}/")
