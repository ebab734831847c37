"""Mark-up taken apart into tags and words, in time that grows with its length whatever is in it.

What is opened and never closed is no mark-up, but words: a "<" in "3 < 4" as well as a hundred thousand of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from goldenthread.frameworks.rules.unseen import without_unseen

_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/<>=\"']*+)")
_STEP = re.compile(r"""[^<>=]*+(?:(=)\s*+(?:"[^"]*+"|'[^']*+')?+)?+""")
_SAID = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+)))?""")
_DECLARED = re.compile(r"<(?:!doctype|!\[|\?[a-z])[^<>]{0,2000}>", re.IGNORECASE)
_LETTER = re.compile(r"&(?:#[0-9]{1,7}(?![0-9])|#[xX][0-9a-fA-F]{1,6}(?![0-9a-fA-F])|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_RUNS = ("script", "style")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, by its name in small letters. ``is_end``: it closes; ``is_whole``: it closes itself."""

    name: str
    is_end: bool = False
    is_whole: bool = False
    said: Mapping[str, str] = field(default_factory=dict)


def pieces(markup: str) -> Iterator[Tag | str]:
    """Tags and the words between them. Remarks are left out, and what stands in scripts and styles."""
    return _Markup(markup).pieces()


def unescaped(text: str) -> str:
    """Words with the letters that are written by name or number, but for those that nobody sees."""
    return _LETTER.sub(lambda found: without_unseen(unescape(found[0])), text)


class _Markup:
    """The mark-up, and what was found out about it: what follows nowhere is not looked for twice."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lacks: set[str] = set()
        self._closes: dict[int, int] = {}

    def pieces(self) -> Iterator[Tag | str]:
        """Tags and words in turn."""
        begun = at = 0
        while (at := self.text.find("<", at)) >= 0:
            end, found = self._at(at)
            if end < 0:
                at += 1
                continue
            if begun < at:
                yield unescaped(self.text[begun:at])
            if found:
                yield found
            begun = at = self._past(found, end)
        if begun < len(self.text):
            yield unescaped(self.text[begun:])

    def _at(self, at: int) -> tuple[int, Tag | str]:
        """What begins here and where it ends; -1 where nothing does."""
        if self.text.startswith("<!--", at):
            return self._after("-->", at + 2), ""
        if self.text.startswith("<![CDATA[", at):
            end = self._after("]]>", at + 9)
            return end, self.text[at + 9 : end - 3] if end > 0 else ""
        declared = _DECLARED.match(self.text, at)
        if declared:
            return declared.end(), ""
        named = _NAME.match(self.text, at)
        closes = self._close(named.end()) if named else -1
        if named is None or closes < 0:
            return -1, ""
        inside = self.text[named.end() : closes]
        said = {one[1].lower(): unescaped(one[2] or one[3] or one[4] or "") for one in _SAID.finditer(inside)}
        return closes + 1, Tag(named[2].lower(), bool(named[1]), inside.endswith("/"), said)

    def _past(self, found: Tag | str, end: int) -> int:
        """Where to go on: past a script or a style, if it is closed anywhere."""
        if isinstance(found, Tag) and found.name in _RUNS and not found.is_end and not found.is_whole:
            after = self._after(f"</{found.name}", end)
            return after - len(found.name) - 2 if after > 0 else end
        return end

    def _after(self, words: str, at: int) -> int:
        """Past the next of these words, in small letters or in capitals; -1 where there is none from here on."""
        if words in self._lacks:
            return -1
        found = re.compile(re.escape(words), re.IGNORECASE).search(self.text, at)
        if found is None:
            self._lacks.add(words)
            return -1
        return found.end()

    def _close(self, at: int) -> int:
        """Where the tag closes that is open here, -1 where it does not. A sign in a quoted value closes nothing."""
        passed = []
        while at not in self._closes:
            passed.append(at)
            step = next(_STEP.finditer(self.text, at))
            if step[1] is None:
                self._closes[at] = step.end() if self.text.startswith(">", step.end()) else -1
                break
            at = step.end()
        self._closes.update(dict.fromkeys(passed, self._closes[at]))
        return self._closes[at]
