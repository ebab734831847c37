"""Take into one's portfolio what one has done elsewhere."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.coaching.actions.taking_in import take_in
from goldenthread.coaching.queries.collecting import to_take_in
from goldenthread.coaching.types.collecting import Offered, Origin
from goldenthread.ground.types import Refused
from goldenthread.learning.queries.keeping import done_by
from goldenthread.people.types import Duty
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.words import count


@admits(Duty.PARTICIPANT)
def choose(request: Request, enrolment: UUID) -> HttpResponse:
    """See what can be taken in, and choose. Two rooms meet here, because neither may know the other."""
    offered = [
        Offered(Origin(done.kind.value), done.ref, done.title, done.words, done.statements, done.files, done.at)
        for done in done_by(enrolment, by=request.actor)
    ]
    lines = to_take_in(enrolment, offered, by=request.actor)
    wanted, refusal = set(request.POST.getlist("take")), ""
    chosen = [line.offered for line in lines if line.offered.key in wanted]
    if request.method == "POST" and chosen:
        try:
            taken = take_in(enrolment, chosen, by=request.actor, at=request.at)
        except Refused as refused:
            refusal = str(refused.refusal)
        else:
            said = f"{count(taken, 'entry', 'entries')} taken in. Nobody else reads them until you share them."
            messages.success(request, said)
            return see_other("coaching:portfolio_of", enrolment)
    elif request.method == "POST":
        refusal = "Nothing is chosen. Tick what you want to keep in your portfolio."
    facts = {"enrolment": enrolment, "lines": lines, "wanted": wanted, "refusal": refusal}
    return render(request, "coaching/collecting/take_in.html", facts, status=422 if refusal else 200)
