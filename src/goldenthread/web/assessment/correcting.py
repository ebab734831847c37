"""A released result that was wrong: see what was given, and let other marks stand with a reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.assessment.actions.correcting import correct_result
from goldenthread.assessment.actions.foreseeing import foresee_correction
from goldenthread.assessment.queries.correction_pages import CorrectionPage, correction_page
from goldenthread.assessment.queries.documents import documents_of
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.assessment.sheets import MARKS_BESIDE, SettlementForm
from goldenthread.web.shared.fields import TextAreaField
from goldenthread.web.shared.fields.summary import refuse
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.words import count

READS = (Duty.MODERATOR, Duty.QUALITY_LEAD, Duty.INSPECTOR)


class CorrectionForm(SettlementForm):
    """The marks that are right, and what was wrong."""

    def __init__(self, data: Any = None, *, page: CorrectionPage) -> None:
        super().__init__(data, page=page.page)
        self.fields["why"] = TextAreaField(
            label="What was wrong?",
            rows=3,
            hint="The participant reads this, and it stays in the record. Name nobody",
            asks="Say what was wrong",
        )


@admits(*READS)
def correct(request: Request, ref: UUID) -> HttpResponse:
    """What stands and what every marker gave; other marks with a reason, which first show what they would change."""
    page = correction_page(ref, by=request.actor)
    form = CorrectionForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_bound and form.is_valid() and "change" not in request.POST:
        settled, why, seen = form.value(), form.cleaned_data["why"], form.seen() or ref
        try:
            if "confirmed" not in request.POST:
                foreseen = foresee_correction(ref, settled, why=why, seen=seen, by=request.actor, at=request.at)
                found = {"page": page.page, "form": form, "foreseen": foreseen}
                return render(request, "assessment/correcting/check.html", found)
            judged = correct_result(ref, settled, why=why, seen=seen, by=request.actor, at=request.at)
            said = f"{judged.outcome.value}, {count(judged.total, 'mark')}"
            messages.success(request, f"The result of script {page.page.number} is corrected: {said}.")
            return see_other("assessment:release", page.page.window)
        except Refused as refused:
            refuse(form, refused.refusal, MARKS_BESIDE)
            page = correction_page(ref, by=request.actor)
            form.page = page.page
    facts = {"found": page, "page": page.page, "form": form, "pieces": documents_of(ref)}
    return render(request, "assessment/correcting/correct.html", facts, status=422 if form.errors else 200)
