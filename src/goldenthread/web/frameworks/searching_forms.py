"""What is looked for among the statements."""

from __future__ import annotations

from django import forms

from goldenthread.frameworks.types import Asked, Kind, SearchPage
from goldenthread.web.frameworks.kinds import KINDS
from goldenthread.web.shared.fields import SelectField, TextField
from goldenthread.web.shared.paging import number_in, page_number


class SearchForm(forms.Form):
    """What is looked for, and where. An answer that is not on a list asks for nothing."""

    words = TextField(label="Words", required=False, max_length=200)
    framework = SelectField(label="Framework", required=False, empty="Every framework")
    section = SelectField(label="Section", required=False, empty="Every section")
    kind = SelectField(label="Kind", required=False, empty="Every kind", choices=KINDS)
    older = SelectField(label="Editions", required=False, empty="In force", choices=[("yes", "Superseded ones too")])

    def asked(self) -> Asked:
        """What was asked, as the query takes it."""
        section, kind = self.data.get("section", ""), self.data.get("kind", "")
        framework = self.data.get("framework", "")[:20]
        return Asked(
            words=self.data.get("words", "")[:200],
            framework=framework,
            section=number_in(section) if framework else None,
            kind=Kind(kind) if kind in set(Kind) else None,
            older=self.data.get("older") == "yes",
        )

    def page(self) -> int:
        """The page that was asked for."""
        return page_number(self.data.get("page"))

    def offer(self, page: SearchPage) -> None:
        """Fill the lists with what there is. Sections belong to a framework, and are offered once one is chosen."""
        self.fields["framework"].choices = [  # type: ignore[attr-defined]  # a choice field
            (code, f"{code}: {title}") for code, title in page.frameworks
        ]
        self.fields["section"].choices = [  # type: ignore[attr-defined]  # a choice field
            (str(number), f"{number}. {title}") for number, title in page.sections
        ]
        if not page.sections:
            del self.fields["section"]
