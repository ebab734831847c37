"""Web pages of made frameworks: tables of two columns in mark-up, with what a browser does not show around them."""

from __future__ import annotations

from html import escape

from tests.makers.frameworks import NUMBERS, MadeFramework


def as_web_page(framework: MadeFramework, *, offer: str = "") -> str:
    """The framework as a page: a heading and a table of two columns for each section; ``offer`` stands before them."""
    parts = [
        "<!doctype html><html><head><title>Not shown</title><style>p { color: red }</style></head><body>",
        "<nav><ul><li>Home</li></ul></nav>",
        f"<h1>{escape(framework.title)}</h1>",
        *(f"<p>{escape(line)}</p>" for line in offer.splitlines()),
    ]
    for section in framework.sections:
        title = section.title if offer else f"{NUMBERS[section.number - 1]} – {section.title}"
        left = "".join(f"<li><p>{escape(text)}</p></li>" for text in section.learn_that)
        right = "".join(
            f"<p>{escape(stem)}</p><ul>{''.join(f'<li>{escape(one)}</li>' for one in bullets)}</ul>"
            for stem, bullets in section.stems
        )
        parts.append(
            f"<table><tr><th colspan=2>{escape(title)}</th></tr><tr><th>Learn that…</th><th>Learn how to…</th></tr>"
            f"<tr><td><ol>{left}</ol></td><td>{right}</td></tr></table>"
        )
    return "\n".join([*parts, "<script>run()</script></body></html>"])
