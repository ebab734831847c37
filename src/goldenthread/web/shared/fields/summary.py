"""What keeps a form from being taken, gathered for the summary at the top of the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.forms import BaseForm, BoundField

from goldenthread.ground.types import Refusal

# What a field of its kind says whatever it asks for.
OF_EVERY = ("Enter a number ", "Enter a whole number", "Enter a real date", "Enter a year ", "Add the ")


@dataclass(frozen=True)
class Problem:
    """One sentence and the control it is about; no control where it is about the whole."""

    says: str
    control: str


def problems_of(form: BaseForm) -> tuple[Problem, ...]:
    """Every problem of a bound form: those of the whole first, then field by field in the order of the page.

    Where two fields have the same problem, or the words are those of any number or day, each is named: the words alone
    would not tell which.
    """
    if not form.is_bound:
        return ()
    whole = [Problem(str(says), "") for says in form.non_field_errors()]
    found = [(name, str(says)) for name in form.fields for says in form.errors.get(name, ())]
    said = Counter(says for _, says in found)
    single = [
        Problem(
            f"{form[name].label}: {says}" if said[says] > 1 or says.startswith(OF_EVERY) else says, _anchor(form[name])
        )
        for name, says in found
    ]
    return (*whole, *single)


def refuse(form: BaseForm, refusal: Refusal, beside: Mapping[str, str]) -> None:
    """Say a refusal beside the control that would change it, so that the summary leads there.

    ``beside``: which control each code is about; ``{about}`` in its name stands for the part that the refusal names.
    What is about no control of this form is said of the whole.
    """
    name = beside.get(refusal.code, "").format(about=refusal.about)
    form.add_error(name if name in form.fields else None, str(refusal))


def _anchor(field: BoundField) -> str:
    return getattr(field, "anchor", "") or field.id_for_label
