"""Everything held about one person, found by what the tables say about themselves.

No room is named here. Each table says which of its fields are personal (``personal``), and the names of its foreign
keys say whom a row is about: a key called ``person`` or ``participant``, or a key to a row that is about somebody. A
table for which that is not so says it itself: ``about_person`` is the path to the person, ``"@"`` and the name of a
field that holds their e-mail address, or ``""`` for nobody. A table whose rows are not handed out by themselves says
why in ``kept_back``, and single fields in ``asked_for_only``; ``told_when`` is what must hold of a row before it is
handed out, also where its table is kept back else, and ``left_out`` names fields that would tell it. One whose personal
fields outlive an erasure says why in ``kept_after_erasure``. One in which somebody named others, who are written to
here, says in ``named_by`` who did: they go with either. One whose words name somebody behind an @ says in ``names_in``
which words, and the path to those whom they name.

That a table is kept back is said to everybody alike, and never how much of it there is about whoever asks: a number
would tell that something is suspected, or decided.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, ForeignKey, Model, QuerySet

from goldenthread.ground.queries.files import file_bytes, kept_files
from goldenthread.ground.queries.record import words_about
from goldenthread.people.models import Person

NAMES = ("person", "participant")
FILES = "ground.StoredFile"
RECORD = "ground.AuditEntry"
# Tables of the sign-in library: which of their fields are told. What unlocks an account never is.
OF_SIGN_IN: Mapping[str, tuple[str, ...]] = {
    "account.EmailAddress": ("email", "verified"),
    "usersessions.UserSession": ("created_at", "ip", "user_agent"),
    "mfa.Authenticator": ("type", "created_at", "last_used_at"),
}
NEVER_TOLD = frozenset({"id", "password"})


def tables_about_people() -> Mapping[type[Model], str]:
    """Every table whose rows are about a person, with the path of keys that leads to them; ours and the library's."""
    found: dict[type[Model], str] = {Person: "pk"}
    ours = [
        model for model in apps.get_models() if model.__module__.startswith("goldenthread.") and model is not Person
    ]
    for model in ours:
        path = path_to_person(model)
        if path:
            found[model] = path
    return found | {apps.get_model(label): "user" for label in OF_SIGN_IN}


def path_to_person(model: type[Model], seen: tuple[type[Model], ...] = ()) -> str:
    """The keys that lead from a row to the person it is about; empty if it is about nobody."""
    if model is Person or model in seen:
        return ""
    said = model.__dict__.get("about_person")
    if said is not None:
        return str(said)
    keys = _keys(model)
    direct = [key.name for key in keys if key.related_model is Person and key.name in NAMES]
    if direct:
        return direct[0]
    for key in keys:
        further = path_to_person(key.related_model, (*seen, model))
        if further:
            return f"{key.name}__{further}"
    return ""


def rows_about(person: Person) -> Iterator[tuple[type[Model], QuerySet[Any]]]:
    """Every table with the rows of it that are about somebody."""
    for model, path in tables_about_people().items():
        by_mail = "@" in path
        found = {f"{path.replace('@', '')}__iexact": person.email} if by_mail else {path: person.pk}
        yield model, model._default_manager.filter(**found).order_by("pk")


def rows_named_by(person: Person) -> Iterator[tuple[type[Model], QuerySet[Any]]]:
    """Every table in which somebody named others, with the rows in which they did."""
    for model in tables_about_people():
        if path := getattr(model, "named_by", ""):
            yield model, model._default_manager.filter(**{path: person.pk}).order_by("pk")


def words_naming(person: Person) -> Iterator[tuple[str, QuerySet[Any]]]:
    """Where others wrote somebody's name behind an @: the field, and the rows."""
    for model in tables_about_people():
        field, path = getattr(model, "names_in", ("", ""))
        if field:
            yield field, model._default_manager.filter(**{path: person.pk}).order_by("pk")


def held_about(person: Person) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Rows by table, and files by the name they get in the archive."""
    told: dict[str, Any] = {}
    files: dict[UUID, None] = {}
    theirs: list[str] = []
    for model, every in rows_about(person):
        label = model._meta.label
        why = getattr(model, "kept_back", "")
        if why and not hasattr(model, "told_when"):
            told |= {label: {"kept back": why}}
            continue
        rows = _told_of(model, every)
        theirs += refs_of(model, rows)
        lines = [dict(_told(row, person, files)) for row in rows.select_related(*_names_of_keys(model))]
        if why:
            told |= {label: {"kept back": why} | ({"told already": lines} if lines else {})}
        elif lines:
            told |= {label: lines}
    words = [{"at": line.at, "did": line.did, "to": line.to, "why": line.why} for line in words_about(theirs)]
    told |= {RECORD: words} if words else {}
    facts = kept_files(files)
    named = {f"files/{ref}-{fact.name}": file_bytes(ref) for ref, fact in facts.items()}
    return told, named


def refs_of(model: type[Model], rows: QuerySet[Any]) -> list[str]:
    """By what the record names these rows; nothing where it cannot, because they have no reference."""
    named = any(field.name == "ref" for field in _fields(model))
    return [str(ref) for ref in rows.values_list("ref", flat=True)] if named else []


def as_json(told: Mapping[str, Any]) -> str:
    """Readable, in an order that does not change."""
    return json.dumps(told, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)


def _told_of(model: type[Model], rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of these rows that whoever they are about was told of already; all, where the table does not say when."""
    when = getattr(model, "told_when", None)
    return rows if when is None else model._default_manager.filter(pk__in=rows.filter(when).values("pk")).order_by("pk")


def _told(row: Model, person: Person, files: dict[UUID, None]) -> Iterator[tuple[str, Any]]:
    only = OF_SIGN_IN.get(row._meta.label)
    held = getattr(type(row), "asked_for_only", ())
    never = NEVER_TOLD.union(getattr(type(row), "left_out", ()))
    for field in _fields(type(row)):
        if field.name in never or (only is not None and field.name not in only):
            continue
        if field.name in held:
            yield field.name, "ask an administrator"
        elif isinstance(field, ForeignKey):
            yield field.name, _other(getattr(row, field.name), person, files)
        else:
            yield field.name, field.value_from_object(row)


def _other(other: Any, person: Person, files: dict[UUID, None]) -> str | None:
    """What is told of a row that this one points to: its reference, never anybody else's name."""
    if other is None:
        return None
    if isinstance(other, Person):
        return "you" if other.pk == person.pk else "somebody else"
    if other._meta.label == FILES:
        files[other.ref] = None
    return str(getattr(other, "ref", "")) or None


def _fields(model: type[Model]) -> list[Field[Any, Any]]:
    return list(model._meta.concrete_fields)


def _keys(model: type[Model]) -> list[ForeignKey[Any, Any]]:
    return [field for field in _fields(model) if isinstance(field, ForeignKey)]


def _names_of_keys(model: type[Model]) -> list[str]:
    return [key.name for key in _keys(model)]
