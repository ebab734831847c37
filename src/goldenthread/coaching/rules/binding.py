"""A portfolio as something to take away: a page that opens in any browser, and the same for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any
from uuid import UUID

from goldenthread.coaching.types.collecting import EntryLine, PortfolioPage

_HEAD = (
    '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><style>'
    "body{{font:1.1rem/1.5 sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}}"
    "table{{border-collapse:collapse}}td,th{{border:1px solid;padding:.3rem .6rem;text-align:left;vertical-align:top}}"
    "</style></head><body><main>\n<h1>{title}</h1>\n"
)


def names_of_files(entries: Iterable[EntryLine]) -> Mapping[UUID, str]:
    """Where each file lies in the download: in a folder of its entry's number, so that no two are in one place."""
    return {
        file.ref: f"files/{number}/{place}-{file.name}"
        for number, entry in enumerate(entries, 1)
        for place, file in enumerate(entry.files, 1)
    }


def as_page(page: PortfolioPage) -> str:
    """The portfolio as one page of HTML. Everything that somebody wrote is escaped; only web links are links."""
    names = names_of_files(page.entries)
    parts = [_HEAD.format(title=escape(f"Portfolio of {page.participant}"))]
    parts.append(f"<p>{escape(page.programme)}</p>\n<h2>Entries</h2>\n")
    for number, entry in enumerate(page.entries, 1):
        parts.append(f'<section id="entry-{number}">{_entry(entry, names)}</section>\n')
    parts.append("<h2>By statement</h2>\n<table><thead><tr><th scope=col>Statement</th><th scope=col>Entries</th></tr>")
    parts.append("</thead><tbody>\n")
    places = {entry.ref: number for number, entry in enumerate(page.entries, 1)}
    for section in page.sections:
        for line in section.lines:
            links = ", ".join(
                f'<a href="#entry-{places[e.ref]}">{escape(e.newest.draft.title)}</a>' for e in line.entries
            )
            said = f"{escape(line.statement.label)} {escape(line.statement.text)}"
            parts.append(f"<tr><th scope=row>{said}</th><td>{links or 'Nothing yet'}</td></tr>\n")
    return "".join([*parts, "</tbody></table>\n</main></body></html>\n"])


def as_json(page: PortfolioPage) -> str:
    """The portfolio for another system, every version in it."""
    names = names_of_files(page.entries)
    told = {
        "participant": page.participant,
        "programme": page.programme,
        "entries": [_told(entry, names) for entry in page.entries],
    }
    return json.dumps(told, indent=2, ensure_ascii=False)


def _told(entry: EntryLine, names: Mapping[UUID, str]) -> Mapping[str, Any]:
    return {
        "ref": str(entry.ref),
        "versions": [
            {"at": v.at.isoformat(), "title": v.draft.title, "words": v.draft.words, "link": v.draft.link}
            for v in entry.versions
        ],
        "statements": [{"code": line.code, "text": line.text} for line in entry.statements],
        "files": [{"name": f.name, "path": names[f.ref], "sha256": f.sha256} for f in entry.files],
        "comments": [{"by": c.by, "words": c.words, "at": c.at.isoformat()} for c in entry.comments],
    }


def _entry(entry: EntryLine, names: Mapping[UUID, str]) -> str:
    draft = entry.newest.draft
    said = [f"<h3>{escape(draft.title)}</h3><p>{entry.newest.at:%d %B %Y}</p>"]
    said += [f"<p>{escape(each)}</p>" for each in draft.words.splitlines() if each.strip()]
    if draft.link:
        said.append(f'<p><a href="{escape(draft.link)}">{escape(draft.link)}</a></p>')
    said += [f'<p><a href="{escape(names[f.ref])}">{escape(f.name)}</a></p>' for f in entry.files]
    if entry.statements:
        lines = "".join(f"<li>{escape(s.label)} {escape(s.text)}</li>" for s in entry.statements)
        said.append(f"<ul>{lines}</ul>")
    said += [f"<blockquote><p>{escape(c.words)}</p><p>{escape(c.by)}</p></blockquote>" for c in entry.comments]
    return "".join(said)
