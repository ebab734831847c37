"""The declaration that stands, the ones that were signed, and what was put below them."""

from __future__ import annotations

from collections.abc import Mapping

from goldenthread.assessment.models import DeclarationText, ScriptVersion
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.rules.submitting import CURRENT_DECLARATION
from goldenthread.assessment.types.case_pages import SignedLine
from goldenthread.assessment.types.submitting import Declaration, DeclarationLine
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.types import Gate


def standing_declaration() -> Declaration:
    """The text that participants sign now; in one statement."""
    row = DeclarationText.objects.order_by("-number").first()
    return row.as_declaration() if row else CURRENT_DECLARATION


def declaration_asked(gate: Gate) -> Declaration | None:
    """The text that a policy asks for, if it asks for one; in at most one statement."""
    return standing_declaration() if gate.needs_declaration else None


def declarations(*, by: Actor) -> tuple[DeclarationLine, ...]:
    """Every text that was ever signed here, the newest first; in one statement.

    :raises Refused: if this actor does not run assessment.
    """
    refusal = why_not_run(by)
    if refusal:
        raise Refused(refusal)
    rows = DeclarationText.objects.select_related("by").order_by("-number")
    written = tuple(DeclarationLine(row.as_declaration(), row.by.name, row.at) for row in rows)
    return (*written, DeclarationLine(CURRENT_DECLARATION))


def signed_of(script: int) -> tuple[SignedLine, ...]:
    """What was signed with each version of a script, the newest first; in two statements."""
    rows = list(ScriptVersion.objects.filter(script_id=script, declaration__gte=1).select_related("signed"))
    texts = _texts({row.declaration for row in rows})
    return tuple(_line(row, texts) for row in sorted(rows, key=lambda row: -row.number))


def _texts(numbers: set[int]) -> Mapping[int, Declaration]:
    rows = DeclarationText.objects.filter(number__in=numbers)
    return {CURRENT_DECLARATION.version: CURRENT_DECLARATION} | {row.number: row.as_declaration() for row in rows}


def _line(row: ScriptVersion, texts: Mapping[int, Declaration]) -> SignedLine:
    text, signed = texts[row.declaration], getattr(row, "signed", None)
    if signed is None:
        return SignedLine(row.number, row.submitted_at, "", text.text)
    used = "" if signed.used_ai is None else "Yes" if signed.used_ai else "No"
    return SignedLine(row.number, signed.signed_at, signed.name, text.text, text.ai_asks, used, signed.used_for)


def said_of_tools(script: int) -> tuple[str, str, str]:
    """What was asked about tools with the version that stands, the answer, and what for; in two statements.

    The name that was typed is not fetched.
    """
    newest = next(iter(signed_of(script)), None)
    return (newest.asked, newest.used, newest.used_for) if newest else ("", "", "")
