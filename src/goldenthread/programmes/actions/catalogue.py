"""Load the catalogue of qualifications from its files. Loading it again changes only what the files changed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.actions.policies import keep_assessment, keep_engagement
from goldenthread.programmes.actions.schemes import keep_scheme
from goldenthread.programmes.models import Qualification
from goldenthread.programmes.rules.catalogue import described, entry_from
from goldenthread.programmes.rules.fields import Faulty
from goldenthread.programmes.rules.permitting import why_not_load_catalogue
from goldenthread.programmes.types import CatalogueEntry, CatalogueLoad, Fault

OURS = Path(__file__).resolve().parents[1] / "catalogue"
# The reader written in C where PyYAML was built with it: eight times as fast, and as safe.
READER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@atomic
def load_catalogue(*, by: Actor, at: datetime, folder: Path = OURS) -> CatalogueLoad:
    """Bring qualifications, policies and mark schemes into line with a folder of files; all of it or nothing.

    :raises Faulty: with every fault of every file, if any file cannot be used.
    :raises Refused: if this actor may not, there are no files, or a frozen mark scheme would change.
    """
    refusal = why_not_load_catalogue(by)
    if refusal:
        raise Refused(refusal)
    files = _read(folder)
    new: list[str] = []
    changed: list[str] = []
    same: list[str] = []
    for values, entry in files:
        row, is_new = _keep_facts(values, entry)
        touched = any(
            [
                is_new,
                *(keep_engagement(policy, qualification=row.pk, at=at) for policy in entry.engagement),
                *(keep_assessment(policy, qualification=row.pk, at=at) for policy in entry.assessment),
                *(keep_scheme(scheme, qualification=row.pk, at=at) for scheme in entry.schemes),
            ]
        )
        news = new if is_new else changed if touched or row.described != described(values) else same
        news.append(entry.facts.name)
        if news is not same:
            _bring_up(row, values, entry)
            audit(by=str(by), did="programmes.load_catalogue", to=str(row.ref), at=at, slug=entry.facts.slug)
    return CatalogueLoad(tuple(new), tuple(changed), tuple(same))


def _read(folder: Path) -> list[tuple[dict[str, Any], CatalogueEntry]]:
    """Every file of the folder, read; all faults of all files are gathered before anything is refused."""
    read: list[tuple[dict[str, Any], CatalogueEntry]] = []
    faults: list[Fault] = []
    for file in sorted(folder.glob("*.yml")):
        try:
            values = yaml.load(file.read_text(encoding="utf-8"), READER)  # noqa: S506  either reader makes plain values only
            read.append((values, entry_from(values, file=file.name)))
        except Faulty as faulty:
            faults.extend(faulty.faults)
        except (yaml.YAMLError, UnicodeDecodeError) as unreadable:
            faults.append(Fault(file.name, "the file", f"cannot be read as YAML: {' '.join(str(unreadable).split())}"))
    slugs = [entry.facts.slug for _, entry in read]
    faults += [Fault(slug, "code", "is described by two files") for slug in sorted(set(slugs)) if slugs.count(slug) > 1]
    if faults:
        raise Faulty(faults)
    if not read:
        raise Refused(Refusal("no_files", f"There are no .yml files in {folder.name}.", "Name another folder."))
    return read


def _keep_facts(values: dict[str, Any], entry: CatalogueEntry) -> tuple[Qualification, bool]:
    facts = entry.facts
    return Qualification.objects.get_or_create(
        code=facts.code,
        suite=facts.suite,
        defaults={
            "title": facts.title,
            "level": facts.level.value,
            "assessment": facts.assessment.value,
            "course_identifier": facts.course_identifier,
            "described": described(values),
        },
    )


def _bring_up(row: Qualification, values: dict[str, Any], entry: CatalogueEntry) -> None:
    facts = entry.facts
    row.title, row.level, row.assessment = facts.title, facts.level.value, facts.assessment.value
    row.course_identifier, row.described = facts.course_identifier, described(values)
    row.save(update_fields=["title", "level", "assessment", "course_identifier", "described"])
