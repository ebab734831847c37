"""Standards and their exemplars, as actions choose among them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.db.models import QuerySet

from goldenthread.assessment.models import (
    AgreedSheet,
    AgreedSignature,
    Allocation,
    Exemplar,
    Standard,
    StandardPiece,
    Window,
)
from goldenthread.assessment.rules.exemplar_projects import fits
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.assessment.types.standing import ExemplarState, Known, Purpose


def standard_of(window: Window) -> Standard | None:
    """The standard that a window is marked by, if one was begun; in one statement."""
    return Standard.objects.filter(scheme=window.scheme, brief__versions=window.brief_id).first()


def windows_under(standard: Standard) -> QuerySet[Window]:
    """The windows that are marked by a standard, the newest first."""
    found = Window.objects.filter(scheme=standard.scheme, brief__brief=standard.brief_id)
    return found.select_related("cohort__release", "brief__brief", "project__form").order_by("-opens_at", "-pk")


def agreed_sheet_of(exemplar: int) -> MarkSheet:
    """The newest marks of an exemplar, in two statements. :raises AgreedSheet.DoesNotExist: if there are none."""
    rows = AgreedSheet.objects.filter(exemplar=exemplar).order_by("-version").prefetch_related("marks")
    return rows[:1].get().as_sheet()


def in_use(standard: Standard, purpose: Purpose, window: Window) -> list[Exemplar]:
    """The published exemplars of a standard for one purpose that can be marked in a window, in the order in which they
    were added; in two statements, and one less where the window's form is fetched."""
    found = Exemplar.objects.filter(standard=standard, use=purpose.value, state=ExemplarState.PUBLISHED.value)
    taken = window.project.form.as_form() if hasattr(window, "project") else None
    rows = found.select_related("form").order_by("pk")
    return [each for each in rows if fits(each.form.as_form() if each.form else None, taken, purpose)]


def known_by(exemplars: Sequence[Exemplar], people: Collection[int]) -> Mapping[int, tuple[Known, ...]]:
    """For each of these people, how often they had each exemplar and whether they know it: because they added it,
    signed its marks or marked the script it comes from. In three statements whatever the numbers."""
    had: defaultdict[int, Counter[int]] = defaultdict(Counter)
    pieces = StandardPiece.objects.filter(exemplar__in=exemplars, marker__in=people)
    for person, exemplar in pieces.values_list("marker_id", "exemplar_id"):
        had[person][exemplar] += 1
    knows: defaultdict[int, set[int]] = defaultdict(set)
    signed = AgreedSignature.objects.filter(sheet__exemplar__in=exemplars, by__in=people)
    for person, exemplar in signed.values_list("by_id", "sheet__exemplar_id"):
        knows[person].add(exemplar)
    marked = Allocation.objects.filter(script__exemplars__in=exemplars, marker__in=people)
    for person, exemplar in marked.values_list("marker_id", "script__exemplars"):
        knows[person].add(exemplar)
    return {
        person: tuple(
            Known(each.pk, had[person][each.pk], each.pk in knows[person] or each.added_by_id == person)
            for each in exemplars
        )
        for person in people
    }
