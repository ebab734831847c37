"""Study text: markdown in, harmless HTML out."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

TAGS = {
    "a", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre",
    "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"scope"}}
SCHEMES = {"http", "https", "mailto"}


def _quieter_headings(state: StateCore) -> None:
    """The page's title is its first heading: those in the text begin one below it, and no level is skipped."""
    tokens = [token for token in state.tokens if token.type in {"heading_open", "heading_close"}]
    highest = min((int(token.tag[1]) for token in tokens), default=1)
    now = 1
    for token in tokens:
        if token.type == "heading_open":
            now = min(int(token.tag[1]) - highest + 2, now + 1, 4)
        token.tag = f"h{now}"


def _reader() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")
    made.core.ruler.push("quieter_headings", _quieter_headings)
    return made


_MARKDOWN = _reader()


def markdown(text: str) -> str:
    """HTML of a few plain kinds: no script, no style, no picture from elsewhere, whatever was typed."""
    made = nh3.clean(
        _MARKDOWN.render(text), tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer"
    )
    # The corner of a table with two heads is a cell, not a head without a word.
    return made.replace("<th></th>", "<td></td>")
