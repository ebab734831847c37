"""Lay an exemplar of a project before a marker: the same pieces, under the same kinds of names, as handing in makes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from goldenthread.assessment.actions.handing_in_project import lay_accounts, write_pieces
from goldenthread.assessment.actions.numbering import new_receipt
from goldenthread.assessment.models import Exemplar, ExemplarPiece, ProjectFile, Script, ScriptVersion
from goldenthread.assessment.queries.counting import Counted, to_keep
from goldenthread.assessment.queries.projects import accounts_of
from goldenthread.assessment.rules.exemplar_projects import places_of
from goldenthread.assessment.rules.gathering import count_accounts, rule_of
from goldenthread.assessment.types.projects import Piece, TaskForm
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.queries.files import file_bytes, kept_file
from goldenthread.programmes.types import WordRule


def lay_project(script: Script, exemplar: Exemplar, form: TaskForm, words: WordRule, *, at: datetime) -> None:
    """Make the version of a standard script out of everything that an exemplar has, as if it had been handed in."""
    made_of = {each.place: each for each in exemplar.made_of.all()}
    files = {
        place: _filed(script, each, each.clean_file_id, at=at) for place, each in made_of.items() if each.clean_file_id
    }
    rule = rule_of(form, words)
    accounts = accounts_of(form, [each.ref for each in files.values()], rule)
    count = count_accounts(accounts, rule)
    version = ScriptVersion.objects.create(
        script=script,
        upload=lay_accounts(script, accounts, count, at=at),
        number=1,
        receipt=new_receipt(),
        declaration=0,
        count=to_keep(Counted(count, rule)),
        submitted_at=at,
    )
    write_pieces(version, _pieces(form, made_of, files))


def _pieces(
    form: TaskForm, made_of: Mapping[str, ExemplarPiece], files: Mapping[str, ProjectFile]
) -> tuple[Piece, ...]:
    found = []
    for each in places_of(form, made_of):
        file = files.get(each.place)
        if file is not None:
            found.append(Piece(each.place, each.label, each.title, file.clean_file.sha256, file=file.ref))
        elif each.place in made_of:
            text = made_of[each.place].text
            sha256 = hashlib.sha256(text.encode()).hexdigest()
            found.append(Piece(each.place, each.label, each.title, sha256, text=text))
    return tuple(found)


def _filed(script: Script, piece: ExemplarPiece, file: UUID, *, at: datetime) -> ProjectFile:
    """The copy under the number of the script, as whoever hands in a project gets one."""
    known = kept_file(file)
    name = f"project-{script.number}-{piece.place}.{known.name.rpartition('.')[2]}"
    clean = keep_file(file_bytes(known.ref), name=name, media_type=known.media_type, at=at)
    return ProjectFile.objects.create(
        script=script,
        place=piece.place,
        file_id=clean.ref,
        clean_file_id=clean.ref,
        blocks=piece.blocks,
        parts=piece.parts,
        untold=piece.untold,
        extractor=piece.extractor,
        counting=piece.counting,
        notes=piece.notes,
        kept_at=at,
    )
