"""The board of all scripts by number."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.assessment.queries.marking_board import marking_board
from goldenthread.assessment.types.marking_board import BoardFilter
from goldenthread.assessment.types.words import NOT_IN, STATE_NAMES, State
from goldenthread.web.assessment.allocating import READS
from goldenthread.web.shared.figures.loads import progress_bars
from goldenthread.web.shared.paging import page_number
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import short_day


@admits(*READS)
def board(request: Request) -> HttpResponse:
    """Every script by number and where it stands, how far markers are, and what is due when."""
    asked = request.GET
    narrowed = BoardFilter(asked.get("window", ""), asked.get("state", ""), asked.get("marker", ""))
    page = marking_board(narrowed, by=request.actor, at=request.at, page=page_number(asked.get("page")))
    states = [(s.value, STATE_NAMES[s], page.states.get(s, 0)) for s in State if s.value not in NOT_IN]
    markers = [(line.name, line.finished, line.held) for line in page.markers]
    windows = [(short_day(line.due_on), line.marked, line.scripts) for line in page.windows]
    facts = {
        "page": page,
        "states": states,
        "is_narrowed": narrowed != BoardFilter(),
        "by_marker": progress_bars("How far each assessor is", "Assessor", markers) if markers else None,
        "by_deadline": progress_bars("What is due when", "Due", windows) if windows else None,
    }
    return render(request, "assessment/marking_board/board.html", facts)
