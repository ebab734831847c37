"""Projects of the 2017 suite for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from goldenthread.assessment.actions.allocating import allocate
from goldenthread.assessment.actions.booking_windows import begin_project, book_window
from goldenthread.assessment.actions.handing_in_project import hand_in_project
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.projects import fill_in, keep_account, keep_details, keep_document, make_document
from goldenthread.assessment.actions.sponsoring import ask_sponsor, comment_by_link
from goldenthread.assessment.actions.task_forms import load_forms, set_terms
from goldenthread.assessment.models import ProjectForm, Script, SponsorAsk
from goldenthread.assessment.queries.sponsoring import token_of
from goldenthread.assessment.types.booking import NewTerms
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.projects import ProjectDetails
from goldenthread.assessment.types.submitting import Receipt
from goldenthread.assessment.types.words import ScriptRef
from goldenthread.cohorts.actions.terms import add_span
from goldenthread.cohorts.types.terms import Span, SpanKind
from goldenthread.ground.queries.clock import now
from goldenthread.people.queries.acting import actor_by_email
from tests.makers.assessment import CLOSES, OPENS, Planned, make_window
from tests.makers.cast import Cast, make_cast
from tests.makers.documents import docx, paragraph
from tests.makers.open_documents import odt
from tests.makers.open_documents import paragraph as open_paragraph
from tests.makers.remembering import remembered

ACCOUNT = (
    "Document 1 shows where pupils were, and Document 2 where they are now. Our sponsor comments on it.",
    "The budget, the project plan and the risk register stand behind this.",
)
DETAILS = ProjectDetails(1, "Reading in year 8", "Reading ages rise.", date(2025, 9, 8), date(2026, 2, 6))
SPONSOR = "samira.sponsor@castlehill.example"
COMMENT = "Parveen Begum led the team well, and Castle Hill saw reading ages rise."
BUDGET = ({"what": "Books for Parveen Begum", "number": "30", "each": "£8.50", "source": "Library"},)
PLAN = ({"step": "Choose texts", "who": "Lead", "from": "September", "until": "October", "sign": "A list"},)
RISKS = ({"risk": "Staff leave", "likelihood": "2", "impact": "4", "action": "Train two", "owner": "Lead"},)


def form_ref(slug: str = "npqml-2017") -> UUID:
    """A form that came with the software."""
    return UUID(str(ProjectForm.objects.get(slug=slug).ref))


def a_word_file(*lines: str, name: str = "Parveen Begum.docx") -> GivenFile:
    """A Word file of some paragraphs."""
    return GivenFile(docx("".join(paragraph(line) for line in lines)), name)


def an_open_file(*lines: str, name: str = "Parveen Begum.odt") -> GivenFile:
    """The same as an OpenDocument text."""
    return GivenFile(odt("".join(open_paragraph(line) for line in lines)), name)


def make_project_window(
    cast: Cast,
    *,
    at: datetime,
    slug: str = "npqml-2017",
    books_until: datetime | None = None,
    places: int | None = None,
    planned: Planned | None = None,
    opens_at: datetime = OPENS,
    closes_at: datetime = CLOSES,
) -> Planned:
    """A window that takes projects on one of our forms."""
    planned = planned or make_window(cast, at=at, opens_at=opens_at, closes_at=closes_at)
    remembered(("forms", at), lambda: load_forms(by=cast.quality_lead, at=at))
    terms = NewTerms(form_ref(slug), books_until, places, "£100 if you do not come" if books_until else "")
    name = ("terms", planned.window, terms, at)
    remembered(name, lambda: set_terms(planned.window, terms, by=cast.quality_lead, at=at))
    return planned


def begin(cast: Cast, planned: Planned, *, at: datetime, books: bool = False) -> ScriptRef:
    """The participant's project, booked first if need be."""
    name = ("project", planned.window, books, at)
    return remembered(name, lambda: _begin(cast, planned, books=books, at=at))


def _begin(cast: Cast, planned: Planned, *, books: bool, at: datetime) -> ScriptRef:
    if books:
        book_window(planned.window, by=cast.participant, at=at)
    return begin_project(planned.window, by=cast.participant, at=at)


def put_together(cast: Cast, script: UUID, *, at: datetime) -> None:
    """Everything that the form asks for, with the sponsor's comments."""
    remembered(("put together", script, at), lambda: _put_together(cast, script, at))


def _put_together(cast: Cast, script: UUID, at: datetime) -> None:
    who = cast.participant
    keep_details(script, DETAILS, by=who, at=at)
    keep_account(script, "whole", a_word_file(*ACCOUNT), by=who, at=at, work=work_through)
    for code in ("1.1.1", "2.1.3"):
        keep_document(script, code, a_word_file(f"Figures for {code}."), by=who, at=at, work=work_through)
    for code, rows in (("5.1.1", BUDGET), ("5.1.2", PLAN), ("5.1.3", RISKS)):
        fill_in(script, code, rows, by=who, at=at)
        make_document(script, code, by=who, at=at)
    ask_sponsor(script, name="Samira Sponsor", email=SPONSOR, by=who, at=at)
    comment_by_link(link_of(script), text=COMMENT, name="Samira Sponsor", by=None, at=at)


def link_of(script: UUID) -> str:
    """The secret part of the sponsor's link."""
    return token_of(SponsorAsk.objects.get(script__ref=script, ended_at=None).ref)


def hand_in_all(cast: Cast, planned: Planned, *, at: datetime) -> Receipt:
    """A whole project, handed in."""
    script = begin(cast, planned, at=at)
    put_together(cast, script, at=at)
    name = ("project handed in", script, at)
    return remembered(name, lambda: hand_in_project(script, signed=1, knows=True, by=cast.participant, at=at))


def lay() -> None:
    """A window for projects that opens in two days and can be booked until then, after two terms that are known."""
    at, today = datetime(2026, 1, 5, 9, 0, tzinfo=UTC), datetime.now(UTC)
    cast = make_cast(at=at)
    for title, first, last in (("First term", 200, 110), ("Second term", 100, 10)):
        days = Span(SpanKind.TERM, title, today.date() - timedelta(first), today.date() - timedelta(last))
        add_span(cast.partner.ref, days, by=cast.partner_manager, at=at)
    opens = today + timedelta(days=2)
    make_project_window(cast, at=at, books_until=opens, places=20, opens_at=opens, closes_at=opens + timedelta(days=7))


def seat_all() -> None:
    """Both assessors at every script that was handed in."""
    lead = actor_by_email("quentin@provider.example")
    markers = [actor_by_email(f"{name}@marking.example").person for name in ("agnes", "bernard")]
    for script in Script.objects.select_related("window").order_by("pk"):
        seats = {(ScriptRef(script.ref), place): marker for place, marker in enumerate(markers, 1)}
        allocate(script.window.ref, seats, by=lead, at=now())
