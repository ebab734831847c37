"""Forms of project tasks: read from data, checked, and written down again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from goldenthread.assessment.types.projects import (
    DETAILS,
    KIND_NAMES,
    WHOLE,
    DocumentKind,
    FormDocument,
    FormPart,
    TaskForm,
)
from goldenthread.assessment.types.task_forms import (
    MOST_DOCUMENTS,
    MOST_PARTS,
    MOST_PROJECTS,
    MOST_TERMS,
    MOST_WORDS,
    FormChange,
    FormFault,
)
from goldenthread.ground.types import Refusal

LONGEST_NAME = 200
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,19}")


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
    return next((fault.refusal for fault in faults_of(form)), None)


def faults_of(form: TaskForm) -> tuple[FormFault, ...]:
    """Everything that is wrong with a form, and where."""
    return (*_unnamed(form), *_unlimited(form), *_uncoded(form), *_twice(form), *_homeless(form))


def why_not_follow(form: TaskForm, last: TaskForm) -> FormFault | None:
    """Why a form is no version that follows the ``last`` one."""
    if form.holds_from < last.holds_from:
        says = f"Version {last.version} holds from a later day."
        return FormFault(Refusal("form_holds_before", says, "Give that day or a later one."), "holds_from")
    if replace(form, holds_from=last.holds_from, slug=last.slug, version=last.version) == last:
        says = f"Nothing is otherwise than in version {last.version}."
        return FormFault(Refusal("form_same", says, "Change something, or leave it as it is."), "title")
    return None


def why_not_unseen(seen: int | None, last: int) -> Refusal | None:
    """Why a version is not written: another one came after the one that was looked at."""
    if seen is None or seen == last:
        return None
    return Refusal("form_newer", f"Version {last} came meanwhile.", "Begin from that version, so that nothing is lost.")


def changes_of(before: TaskForm, after: TaskForm) -> tuple[FormChange, ...]:
    """What a version has otherwise than the one before: by itself, and by parts and documents, whatever their order."""
    one, other = _told(before), _told(after)
    names = list(dict.fromkeys([*one, *other]))
    return tuple(
        FormChange(name, one.get(name, ""), other.get(name, ""))
        for name in names
        if one.get(name, "") != other.get(name, "")
    )


def _told(form: TaskForm) -> dict[str, str]:
    """Everything that a form says, in words, by what it is about."""
    told = {
        "Title": form.title,
        "Holds from": f"{form.holds_from:%-d %B %Y}",
        "Source": form.source,
        "Illustrative": "Yes" if form.is_illustrative else "No",
        "Words over all parts": _words(form.limit) if form.limit else "No limit over all",
        "School terms at least": str(form.least_terms or "Any length"),
        "Projects at most": str(form.projects),
        "Sponsor’s comments": "Read before handing in" if form.is_readable else "Not read before the close",
        "Note": form.note,
    }
    for part in form.parts:
        criteria = f"; {', '.join(part.criteria)}" if part.criteria else ""
        limit = f"; {_words(part.limit)}" if part.limit else ""
        told[f"Part {part.key}"] = f"{part.title}{limit}{criteria}"
    for each in form.documents:
        told[f"Document for {each.criterion}"] = f"{each.title}. {KIND_NAMES[each.kind]}"
    return told


def _words(number: int) -> str:
    return f"{number:,} {'word' if number == 1 else 'words'}"


def _unnamed(form: TaskForm) -> Iterator[FormFault]:
    unnamed = "form_unnamed"
    if not form.title.strip():
        yield FormFault(Refusal(unnamed, "The form has no title.", "Say what it is."), "title")
    if not form.source.strip():
        yield FormFault(Refusal(unnamed, "The form has no source.", "Say on whose word it stands."), "source")
    if not 1 <= len(form.parts) <= MOST_PARTS:
        says = f"A form has from 1 to {MOST_PARTS} parts."
        yield FormFault(Refusal("form_too_large", says, "Change their number."), "part_title")
    if len(form.documents) > MOST_DOCUMENTS:
        says = f"A form has at most {MOST_DOCUMENTS} documents."
        yield FormFault(Refusal("form_too_large", says, "Change their number."), "document_title")
    for line, part in enumerate(form.parts):
        if not part.title.strip() or len(part.title) > LONGEST_NAME:
            yield FormFault(_no_name("part"), "part_title", line)
    for line, document in enumerate(form.documents):
        if not document.title.strip() or len(document.title) > LONGEST_NAME:
            yield FormFault(_no_name("document"), "document_title", line)


def _no_name(what: str) -> Refusal:
    mend = f"Give it one of at most {LONGEST_NAME} characters."
    return Refusal("form_unnamed", f"The {what} has no title, or a long one.", mend)


def _unlimited(form: TaskForm) -> Iterator[FormFault]:
    if not form.limit and not all(part.limit for part in form.parts):
        mend = "Give one over all parts, or one for each of the parts."
        yield FormFault(Refusal("form_unlimited", "There is no word limit.", mend), "limit")
    much = Refusal("form_limit", f"A limit is at most {MOST_WORDS:,} words.", "Give a smaller one.")
    if not 0 <= form.limit <= MOST_WORDS:
        yield FormFault(much, "limit")
    for line, part in enumerate(form.parts):
        if not 0 <= part.limit <= MOST_WORDS:
            yield FormFault(much, "part_limit", line)
    if not 0 <= form.least_terms <= MOST_TERMS:
        says = f"A project runs for at most {MOST_TERMS} terms."
        yield FormFault(Refusal("form_length", says, "Give a smaller number."), "least_terms")
    if not 1 <= form.projects <= MOST_PROJECTS:
        yield FormFault(Refusal("form_length", "There are one or two projects.", "Give one or two."), "projects")


def _uncoded(form: TaskForm) -> Iterator[FormFault]:
    """Keys and codes name places: in addresses, in names of files, and among the pieces that are handed in."""
    odd = Refusal(
        "form_code",
        "A key or a code is missing, or is none.",
        "Use at most 20 letters, figures, full stops and dashes, for example A or 1.1.2.",
    )
    for line, part in enumerate(form.parts):
        if not _is_code(part.key):
            yield FormFault(odd, "part_key", line)
        if not all(_is_code(code) for code in part.criteria):
            yield FormFault(odd, "part_criteria", line)


def _is_code(word: str) -> bool:
    return bool(_CODE.fullmatch(word)) and word.lower() not in {WHOLE, DETAILS}


def _twice(form: TaskForm) -> Iterator[FormFault]:
    seen: dict[str, str] = {}
    for line, part in enumerate(form.parts):
        for field, words in (("part_key", (part.key,)), ("part_criteria", part.criteria)):
            for word in words:
                if word in seen:
                    both = seen[word] != field
                    yield FormFault(_is_both(word) if both else _stands_twice(word), field, line)
                seen.setdefault(word, field)
    wanted: set[str] = set()
    for line, each in enumerate(form.documents):
        if each.criterion in wanted:
            yield FormFault(_stands_twice(each.criterion), "document_criterion", line)
        wanted.add(each.criterion)


def _is_both(word: str) -> Refusal:
    says = f"{word} is the key of a part and a criterion. What is handed in goes by these, so each is its own."
    return Refusal("form_twice", says, f"Give the part another key, as part-{word.lower()}, and leave the criterion.")


def _stands_twice(word: str) -> Refusal:
    return Refusal("form_twice", f"{word} stands there twice.", "Let each part and criterion stand once.")


def _homeless(form: TaskForm) -> Iterator[FormFault]:
    codes = {code for part in form.parts for code in part.criteria}
    sponsors = 0
    for line, each in enumerate(form.documents):
        if each.criterion not in codes:
            says = f"A document is asked for by {each.criterion or 'no criterion'}, which stands in no part."
            mend = "Add the criterion to a part, or take the document away."
            yield FormFault(Refusal("form_criterion", says, mend), "document_criterion", line)
        sponsors += each.kind is DocumentKind.SPONSOR
        if each.kind is DocumentKind.SPONSOR and sponsors > 1:
            says = "The sponsor writes one document."
            yield FormFault(Refusal("form_sponsors", says, "Let the others be uploaded."), "document_kind", line)


def _day(said: Any) -> date:
    return said if isinstance(said, date) else date.fromisoformat(said)
