"""From a letter to the two forms an e-mail has. Pure: no address is looked up, nothing is sent."""

from __future__ import annotations

import re
import textwrap
from hashlib import sha256
from html import escape

from goldenthread.integrations.mail.messages import Letter

INK, PAPER, LINE, ACTION, SOFT = "#14213d", "#faf8f4", "#d8d3c8", "#1b4f8a", "#4a5568"
FACE = "'Source Sans 3','Segoe UI',Roboto,Helvetica,Arial,sans-serif"
# Where the reader's screen is dark and the mail program knows it, the letter is dark too; elsewhere nothing changes.
DARK = (
    "@media (prefers-color-scheme:dark){"
    "body,.paper{background:#14181f!important;color:#f2efe9!important}"
    ".soft{color:#c3c8d0!important}a.link{color:#8fc1ff!important}"
    "a.button{background:#8fc1ff!important;color:#14181f!important}}"
)


def as_text(letter: Letter) -> str:
    """The plain form, whole in itself: lines of at most 72 characters, addresses never broken."""
    parts = [f"Hello {one_line(letter.name)},", *(_wrapped(p) for p in letter.paragraphs)]
    if letter.facts:
        parts.append("\n".join(f"{one_line(name)}: {one_line(value)}" for name, value in letter.facts))
    parts += [f"{one_line(words)}:\n{url}" for words, url in letter.links]
    if letter.button:
        parts.append(f"{letter.button}:\n{letter.url}")
    if letter.unsubscribe:
        parts.append(f"{letter.way_out}:\n{letter.unsubscribe}")
    return "\n\n".join([*parts, f"--\n{_wrapped(letter.closing)}"]) + "\n"


def as_html(letter: Letter) -> str:
    """The drawn form: one column, large type, one button. E-mail needs its styles beside the words."""
    words = "".join(f'<p style="margin:0 0 16px">{escape(p)}</p>' for p in letter.paragraphs)
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
        f"<title>{escape(one_line(letter.subject))}</title><style>{DARK}</style></head>"
        f'<body class="paper" style="margin:0;padding:0;background:{PAPER};color:{INK};font:18px/1.5 {FACE}">'
        f'<div style="max-width:560px;margin:0 auto;padding:24px 20px">'
        f'<p style="margin:0 0 24px;padding:0 0 12px;border-bottom:3px solid #e3a008;font-weight:600">Golden Thread</p>'
        f'<h1 style="margin:0 0 16px;font-size:24px;line-height:1.25">{escape(one_line(letter.subject))}</h1>'
        f'<p style="margin:0 0 16px">Hello {escape(one_line(letter.name))},</p>{words}'
        f"{_facts(letter)}{_links(letter)}{_button(letter)}"
        f'<p class="soft" style="margin:32px 0 0;padding:12px 0 0;border-top:1px solid {LINE};color:{SOFT};'
        f'font-size:15px">'
        f"{escape(letter.closing)}{_way_out(letter)}</p></div></body></html>"
    )


def message_id(key: str, *, host: str) -> str:
    """The same for the same occasion, so that a second copy is recognised as one by whoever receives it."""
    return f"<{sha256(key.encode()).hexdigest()[:40]}@{re.sub(r'[^A-Za-z0-9.-]', '', host) or 'goldenthread.invalid'}>"


def one_line(words: str) -> str:
    """Words without line ends or control characters, as a header and a name have to be."""
    return re.sub(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069\s]+", " ", words).strip()


def _wrapped(words: str) -> str:
    return textwrap.fill(words, 72, break_long_words=False, break_on_hyphens=False)


def _facts(letter: Letter) -> str:
    rows = "".join(
        f'<tr><td class="soft" style="padding:8px 16px 8px 0;color:{SOFT};vertical-align:top">'
        f"{escape(one_line(name))}</td>"
        f'<td style="padding:8px 0;font-weight:600">{escape(one_line(value))}</td></tr>'
        for name, value in letter.facts
    )
    look = f"width:100%;border-collapse:collapse;margin:0 0 16px;border:solid {LINE};border-width:1px 0;font-size:17px"
    return f'<table role="presentation" style="{look}">{rows}</table>' if rows else ""


def _links(letter: Letter) -> str:
    look = f"color:{ACTION};font-weight:600"
    lines = "".join(
        f'<li style="margin:0 0 12px"><a class="link" href="{escape(url)}" style="{look}">'
        f"{escape(one_line(words))}</a></li>"
        for words, url in letter.links
    )
    return f'<ul style="margin:0 0 16px;padding:0 0 0 20px">{lines}</ul>' if lines else ""


def _way_out(letter: Letter) -> str:
    if not letter.unsubscribe:
        return ""
    look = f"color:{ACTION}"
    return f' <a class="link" href="{escape(letter.unsubscribe)}" style="{look}">{escape(letter.way_out)}</a>.'


def _button(letter: Letter) -> str:
    if not letter.button:
        return ""
    look = f"display:inline-block;padding:12px 20px;background:{ACTION};color:#ffffff;border-radius:4px;font-weight:600"
    return (
        f'<p style="margin:24px 0"><a class="button" href="{escape(letter.url)}" style="{look};text-decoration:none">'
        f"{escape(letter.button)}</a></p>"
        f'<p class="soft" style="margin:0 0 16px;color:{SOFT};font-size:15px;word-break:break-all">'
        f"Or copy this address: {escape(letter.url)}</p>"
    )
