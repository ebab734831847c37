"""What somebody outside reads to judge a sample: pages that any browser opens, from a folder, without a connection."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import nh3
from markdown_it import MarkdownIt

from goldenthread.assessment.rules.reasons import LEAST_REASON
from goldenthread.programmes.types import Criterion, MarkScheme

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")
_STYLE = (
    "body{font-family:sans-serif;line-height:1.5;max-width:45em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse;margin:1em 0}"
    "th,td{border:1px solid #6b7280;padding:.3em .6em;text-align:left;vertical-align:top}"
)


def page(title: str, inside: str) -> bytes:
    """A page that stands by itself: it loads nothing and runs nothing."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<h1>{escape(title)}</h1>\n{inside}\n</body>\n</html>\n"
    ).encode()


def written(text: str) -> str:
    """Words in markdown as they are meant to be read; nothing in them is run or fetched."""
    return nh3.clean(_MARKDOWN.render(text))


def brief_page(title: str, text: str, files: Sequence[tuple[str, str]]) -> bytes:
    """The brief with its data and extracts. ``files``: what each is called, and where in the hand-over it lies."""
    links = "".join(f'<li><a href="{escape(place)}">{escape(called)}</a></li>\n' for called, place in files)
    return page(title, written(text) + (f"<h2>Files</h2>\n<ul>\n{links}</ul>" if files else ""))


def scheme_page(scheme: MarkScheme) -> bytes:
    """The mark scheme: what each criterion asks, what each mark means, and when all of it passes."""
    short = any(c.minimum > c.lowest for c in scheme.criteria)
    rule = [f"At least {scheme.minimum_total} of {scheme.highest_total} in all are needed to pass."]
    rule += ["A criterion below its minimum fails the whole, whatever the total."] if short else []
    rule += [
        f"{each.code} {each.title} ({', '.join(each.criteria)}) needs {each.minimum} of {each.highest} by itself."
        for each in scheme.parts
        if each.minimum
    ]
    if any(c.weight != 1 for c in scheme.criteria):
        rule.append("A mark counts as often as the weight of its criterion says.")
    if scheme.is_illustrative:
        rule.append("This scheme is illustrative: it is the provider’s, not the Department’s.")
    said = f"<p>{escape(scheme.qualification)}, version {scheme.version} of the scheme.</p>\n"
    said += "".join(f"<p>{escape(each)}</p>\n" for each in rule)
    return page(scheme.title, said + "".join(_criterion(c) for c in scheme.criteria))


def _criterion(criterion: Criterion) -> str:
    said = f"Weight {criterion.weight}. "
    said += f"At least {criterion.minimum} to pass." if criterion.minimum > criterion.lowest else "No minimum."
    levels = sorted(criterion.levels, key=lambda level: level.mark)
    rows = "".join(
        f"<tr><th>{level.mark}</th><td>{escape(level.label)}</td><td>{escape(level.description)}</td></tr>\n"
        for level in levels
    )
    return (
        f"<h2>{escape(criterion.code)} {escape(criterion.title)}</h2>\n"
        f"{written(criterion.asks)}<p>{said}</p>\n"
        f"<table><tr><th>Mark</th><th>Called</th><th>What it means</th></tr>\n{rows}</table>\n"
    )


def first_page(scripts: int, scheme: MarkScheme) -> bytes:
    """What this is, what lies where, and how the judgements are filled in."""
    scale = "".join(
        f"<tr><th>{escape(c.code)}</th><td>{escape(c.title)}</td><td>{', '.join(map(str, c.marks))}</td></tr>\n"
        for c in scheme.criteria
    )
    return page("A sample to judge", _FIRST.format(scripts=scripts, least=LEAST_REASON, scale=scale))


_FIRST = """\
<p>Here are scripts that have been marked, as their markers had them. You say for each whether the marks are right. What
you say moves no mark by itself: whoever settles a script reads it first. Scripts in this file: {scripts}.</p>
<h2>What lies here</h2>
<ul>
<li><a href="brief.html">brief.html</a>: what participants were asked, with its data and extracts. Files that belong to
it are in the folder “brief”.</li>
<li><a href="mark-scheme.html">mark-scheme.html</a>: the criteria, what each mark means, and when a script passes.</li>
<li>The folder “scripts”: a folder for each script, under its number. They name nobody. If you know whose one is, do not
judge it, and say so to whoever sent you this.</li>
<li>marks.csv: what each marker gave, and why. Markers have letters.</li>
<li>judgements.csv: yours to fill in.</li>
<li>manifest.json: for machines, what each file was when it was sent.</li>
</ul>
<h2>How to fill in judgements.csv</h2>
<ol>
<li>Open it in a spreadsheet. It has one line for each criterion of each script. Leave the first line, and the columns
script, criterion and title, as they are.</li>
<li>In the column mark, give the mark that you find right, as a whole number of the criterion’s scale (below). You may
give the mark that a marker gave.</li>
<li>In the column reason, say in a sentence of at least {least} letters why, wherever not every marker gave that mark.
Where every marker gave it, the reason may stay empty.</li>
<li>A script that you judge needs a mark on every one of its lines. A script that you do not judge yet stays as it is:
its lines may stay empty, and can come in a later file. Each script is judged once.</li>
<li>Some scripts have fewer lines: of these only what is listed was marked, so judge only that.</li>
<li>Save it as CSV, and send it back to whoever sent you this, with the name of your organisation. All of it is taken,
or nothing; what is wrong is said by line.</li>
</ol>
<table><tr><th>Criterion</th><th>What it is</th><th>Marks</th></tr>
{scale}</table>
"""
