"""Which changes between editions are shown, and what is said of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from goldenthread.frameworks.types import CHANGE_NAMES, Change, ChangeLine, ChangesPage
from goldenthread.web.frameworks.kinds import KINDS
from goldenthread.web.shared.fields import ChoiceField, SelectField


class ChangesForm(forms.Form):
    """Which changes are shown: those that are not the same, unless somebody asks otherwise."""

    change = SelectField(label="Change", required=False, empty="All that changed")
    kind = SelectField(label="Kind", required=False, empty="Every kind", choices=KINDS)
    section = SelectField(label="Section", required=False, empty="Every section")

    def __init__(self, sent: Any, *, page: ChangesPage) -> None:
        super().__init__(sent)
        self.lines = page.lines
        sections = {line.section: line.section_title for each in page.lines if (line := each.new or each.old)}
        change = self.fields["change"]
        change.choices = [  # type: ignore[attr-defined]  # a choice field
            *((change.value, f"{name} ({page.counts[change]})") for change, name in CHANGE_NAMES.items()),
            ("open", f"Not confirmed ({page.open})"),
            ("all", f"Everything ({len(page.lines)})"),
        ]
        self.fields["section"].choices = [  # type: ignore[attr-defined]  # a choice field
            (str(number), f"{number}. {title}") for number, title in sorted(sections.items())
        ]

    def shown(self) -> tuple[ChangeLine, ...]:
        """The changes that were asked for; an answer that is not on the list asks for nothing."""
        self.is_valid()
        asked = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return tuple(line for line in self.lines if _is_asked(line, **asked))


def _is_asked(line: ChangeLine, *, change: str, kind: str, section: str) -> bool:
    said = line.new or line.old
    if (kind and line.kind != kind) or (section and str(said.section if said else "") != section):
        return False
    if change in ("all", "open"):
        return change == "all" or line.is_open
    return line.change == change if change else line.change is not Change.SAME


class ConfirmForm(forms.Form):
    """The changes to confirm, among those of a page; anything else that was sent is passed over."""

    def __init__(self, sent: QueryDict, *, page: ChangesPage) -> None:
        super().__init__(sent)
        asked = set(sent.getlist("change"))
        self.among = tuple(line.ref for line in page.lines if str(line.ref) in asked)


class JoinForm(forms.Form):
    """Which added statement is the removed one in other words."""

    added = ChoiceField(label="Which of the added statements is it?", asks="Choose the statement that it became")

    def __init__(self, sent: Any, *, page: ChangesPage, line: ChangeLine | None) -> None:
        super().__init__(sent)
        self.fields["added"].choices = [  # type: ignore[attr-defined]  # a choice field
            (str(each.ref), f"{each.new.code}: {each.new.text}")
            for each in page.lines
            if each.change is Change.ADDED and each.new and line and each.kind is line.kind
        ]
