"""Hand a person what is held about them, and erase them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db.models import Case, CharField, EmailField, Field, ForeignKey, JSONField, Model, TextField, Value, When
from django.db.transaction import atomic

from goldenthread.ground.actions.erasing import empty_words, rename_files
from goldenthread.ground.actions.files import erase_files
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.models import Membership, Person
from goldenthread.people.queries.files import files_alone
from goldenthread.people.queries.privacy import (
    FILES,
    OF_SIGN_IN,
    RECORD,
    as_json,
    held_about,
    refs_of,
    rows_about,
    rows_named_by,
    words_naming,
)
from goldenthread.people.rules.privacy import README, why_not_erase
from goldenthread.people.rules.states import State
from goldenthread.people.types import Actor, Erased

NOBODY = "Erased"
AT_ONCE = 500


@atomic
def take_away(*, by: Actor, at: datetime) -> bytes:
    """Everything held about whoever is asking, as a ZIP of one JSON file and their files. The asking is recorded."""
    told, files = held_about(Person.objects.get(pk=by.person_id))
    audit(by=str(by), did="people.take_away", to=str(by.person), at=at)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("read-me.txt", README)
        archive.writestr("held-about-you.json", as_json(told))
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


@atomic
def erase(ref: UUID, *, why: str, by: Actor, at: datetime) -> Erased:
    """Take everything personal about somebody out of every table, but what must outlive them.

    Their rows stay, without words that tell who they were, so that figures about others do not change. The record
    keeps its references, which no longer lead to anybody. Files that belong to nobody else are taken out of the store;
    the record keeps the hash of each.

    :raises Refused: if this actor may not, it is themselves, or it was done already.
    """
    person = Person.objects.seen_by(by).select_for_update().get(ref=ref)
    refusal = why_not_erase(ref=person.ref, erased_at=person.erased_at, by=by)
    if refusal:
        raise Refused(refusal)
    # All rows are found before any is changed: some are found by words that others hold.
    about = list(rows_about(person))
    theirs = [ref for model, rows in about for ref in refs_of(model, rows)]
    found = [(model, list(rows.values_list("pk", flat=True))) for model, rows in about]
    going, nameless, kept_files = files_alone(found)
    changed: dict[str, int] = {}
    kept: dict[str, str] = dict(kept_files)
    named = [(model, list(rows.values_list("pk", flat=True))) for model, rows in rows_named_by(person)]
    _take_name_out(person)
    for model, keys in (*found, *named):
        label = model._meta.label
        if not keys or model is Person:
            continue
        if reason := getattr(model, "kept_after_erasure", ""):
            kept[label] = reason
        elif number := _empty(model, keys):
            changed[label] = changed.get(label, 0) + number
    Membership.objects.filter(person=person, state=State.ACTIVE.value).update(
        state=State.ENDED.value, ended_on=at.date()
    )
    _forget(person, at=at)
    files = erase_files(going, at=at)
    for file in files:
        audit(by=str(by), did="people.erase_file", to=str(file.ref), at=at, sha256=file.sha256, of=str(ref))
    changed |= {label: n for label, n in ((RECORD, empty_words(theirs)), (FILES, rename_files(nameless))) if n}
    audit(by=str(by), did="people.erase", to=str(ref), at=at, why=why)
    post(Notice("people.erased", {"person": str(ref)}), at=at)
    return Erased(changed, kept, len(files))


def _empty(model: type[Model], keys: list[Any]) -> int:
    """Take what is personal out of some rows; how many there were to change."""
    rows = model._default_manager.filter(pk__in=keys)
    if model._meta.label in OF_SIGN_IN:
        rows.delete()
        return len(keys)
    blank = _blank(model)
    return rows.update(**blank) if blank else 0


def _take_name_out(person: Person) -> None:
    """Where others wrote to them by name, whatever its capitals, nobody's name stands."""
    written = re.compile(f"@{re.escape(person.name)}", re.IGNORECASE)
    for field, rows in words_naming(person):
        changed = list(rows)
        for row in changed:
            setattr(row, field, written.sub(f"@{NOBODY}", getattr(row, field)))
        rows.model._default_manager.bulk_update(changed, [field], batch_size=AT_ONCE)


def _forget(person: Person, *, at: datetime) -> None:
    """Leave of a person only that there was one; they can no longer enter."""
    person.name, person.email, person.trn = NOBODY, f"{person.ref}@erased.invalid", ""
    person.password, person.last_login = make_password(None), None
    person.is_active, person.erased_at, person.erasure_asked_at = False, at, None
    person.save()


def _blank(model: type[Model]) -> Mapping[str, Any]:
    """What each personal field of a table becomes."""
    named = getattr(model, "personal", ())
    fields = [field for field in model._meta.concrete_fields if field.name in named]
    return {field.name: _nothing(field) for field in fields if not isinstance(field, ForeignKey)}


def _nothing(field: Field[Any, Any]) -> Any:
    """What takes the place of what a field held. Where there were words there stays a word, because some tables ask
    for a reason; where there were none there are none.

    :raises Refused: if it can hold nothing neutral; then its table has to say what is to be done.
    """
    if field.null:
        return None
    if isinstance(field, EmailField):
        return "erased@erased.invalid"
    if isinstance(field, CharField | TextField):
        return Case(When(**{field.name: ""}, then=Value("")), default=Value(NOBODY))
    if isinstance(field, JSONField):
        return field.get_default() if field.has_default() else {}
    raise Refused(Refusal("cannot_blank", f"{field} cannot be emptied.", "The people who look after this system can."))
