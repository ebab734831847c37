"""What keeps a form from being taken, gathered for the summary at the top of the page."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import BaseForm


@dataclass(frozen=True)
class Problem:
    """One sentence and the control it is about; no control where it is about the whole."""

    says: str
    control: str


def problems_of(form: BaseForm) -> tuple[Problem, ...]:
    """Every problem of a bound form: those of the whole first, then field by field in the order of the page."""
    if not form.is_bound:
        return ()
    whole = [Problem(str(says), "") for says in form.non_field_errors()]
    single = [
        Problem(str(says), getattr(form[name], "anchor", "") or form[name].id_for_label)
        for name in form.fields
        for says in form.errors.get(name, ())
    ]
    return (*whole, *single)
