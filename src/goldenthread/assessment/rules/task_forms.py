"""Forms of project tasks: read from data, checked, and written down again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from goldenthread.assessment.types.projects import DocumentKind, FormDocument, FormPart, TaskForm
from goldenthread.ground.types import Refusal

MOST_PARTS, MOST_DOCUMENTS, MOST_WORDS, MOST_TERMS, MOST_PROJECTS = 6, 20, 50_000, 9, 2


def form_of(body: Mapping[str, Any]) -> TaskForm:
    """A form out of its data, which our own files and rows hold. :raises KeyError: if something is not there."""
    return TaskForm(
        slug=body["slug"],
        title=body["title"],
        holds_from=_day(body["holds_from"]),
        source=body["source"],
        is_illustrative=body["illustrative"],
        limit=body.get("limit", 0),
        least_terms=body.get("least_terms", 0),
        projects=body.get("projects", 1),
        is_readable=body.get("readable", True),
        note=body.get("note", ""),
        version=body.get("version", 1),
        parts=tuple(
            FormPart(each["key"], each["title"], tuple(each.get("criteria", ())), each.get("limit", 0))
            for each in body["parts"]
        ),
        documents=tuple(
            FormDocument(each["criterion"], each["title"], DocumentKind(each["kind"]))
            for each in body.get("documents", ())
        ),
    )


def body_of(form: TaskForm) -> dict[str, Any]:
    """The data of a form; read again it is the same form."""
    return {
        "slug": form.slug,
        "version": form.version,
        "title": form.title,
        "holds_from": form.holds_from.isoformat(),
        "source": form.source,
        "illustrative": form.is_illustrative,
        "limit": form.limit,
        "least_terms": form.least_terms,
        "projects": form.projects,
        "readable": form.is_readable,
        "note": form.note,
        "parts": [
            {"key": part.key, "title": part.title, "criteria": list(part.criteria), "limit": part.limit}
            for part in form.parts
        ],
        "documents": [
            {"criterion": each.criterion, "title": each.title, "kind": each.kind.value} for each in form.documents
        ],
    }


def why_not_keep_form(form: TaskForm) -> Refusal | None:
    """Why a form cannot be kept as it is: the first thing that is wrong with it."""
    return _why_not_named(form) or _why_not_limited(form) or _why_not_divided(form)


def _why_not_named(form: TaskForm) -> Refusal | None:
    if not form.title.strip() or not form.source.strip():
        return Refusal("form_unnamed", "The form has no title or no source.", "Say what it is and where it is from.")
    if not 1 <= len(form.parts) <= MOST_PARTS or len(form.documents) > MOST_DOCUMENTS:
        return Refusal(
            "form_too_large",
            f"A form has from 1 to {MOST_PARTS} parts and at most {MOST_DOCUMENTS} documents.",
            "Change their number.",
        )
    if any(not part.key or not part.title for part in form.parts) or any(not each.title for each in form.documents):
        return Refusal("form_unnamed", "A part or a document has no name.", "Give each a name.")
    return None


def _why_not_limited(form: TaskForm) -> Refusal | None:
    limits = [part.limit for part in form.parts]
    if not form.limit and not all(limits):
        return Refusal(
            "form_unlimited", "There is no word limit.", "Give one over all parts, or one for each of the parts."
        )
    if not all(0 <= limit <= MOST_WORDS for limit in (form.limit, *limits)):
        return Refusal("form_limit", f"A limit is at most {MOST_WORDS:,} words.", "Give a smaller one.")
    if not 0 <= form.least_terms <= MOST_TERMS or not 1 <= form.projects <= MOST_PROJECTS:
        return Refusal(
            "form_length",
            f"A project runs for at most {MOST_TERMS} terms, and there are one or two.",
            "Give smaller numbers.",
        )
    return None


def _why_not_divided(form: TaskForm) -> Refusal | None:
    keys = Counter(part.key for part in form.parts)
    codes = Counter(code for part in form.parts for code in part.criteria)
    wanted = Counter(each.criterion for each in form.documents)
    twice = [name for counted in (keys, codes, wanted) for name, number in counted.items() if number > 1]
    if twice:
        return Refusal("form_twice", f"{twice[0]} stands there twice.", "Let each part and criterion stand once.")
    homeless = [code for code in wanted if code not in codes]
    if homeless:
        return Refusal(
            "form_criterion",
            f"A document is asked for by {homeless[0] or 'no criterion'}, which stands in no part.",
            "Add the criterion to a part, or take the document away.",
        )
    if len([each for each in form.documents if each.kind is DocumentKind.SPONSOR]) > 1:
        return Refusal("form_sponsors", "The sponsor writes one document.", "Let the others be uploaded.")
    return None


def _day(said: Any) -> date:
    return said if isinstance(said, date) else date.fromisoformat(said)
