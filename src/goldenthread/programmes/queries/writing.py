"""Mark schemes as pages show them, and drafts of them."""

from __future__ import annotations

from uuid import UUID

from goldenthread.people.types import Actor
from goldenthread.programmes.models import MarkScheme
from goldenthread.programmes.rules.permitting import why_not_write_schemes
from goldenthread.programmes.rules.schemes import mark_of
from goldenthread.programmes.rules.writing import lacks, why_not_rewrite
from goldenthread.programmes.types import MarkSchemeRef, QualificationRef, SchemeState
from goldenthread.programmes.types.writing import CriterionLine, SchemePage


def scheme_page(ref: UUID, *, by: Actor) -> SchemePage:
    """One mark scheme with its criteria and levels, and the other versions there are; in four statements.

    :raises MarkScheme.DoesNotExist: if there is none, or it is not theirs to see.
    """
    seen = MarkScheme.objects.seen_by(by)
    row = seen.select_related("qualification").prefetch_related("criteria__levels").get(ref=ref)
    others = seen.filter(qualification_id=row.qualification_id).exclude(pk=row.pk).order_by("-version")
    refusal = why_not_write_schemes(by)
    scheme, facts = row.as_scheme(), row.qualification.as_facts()
    return SchemePage(
        scheme=scheme,
        qualification=QualificationRef(row.qualification.ref),
        slug=facts.slug,
        name=facts.name,
        revision=row.revision,
        lines=tuple(
            CriterionLine(each.pk, each.revision, criterion)
            for each, criterion in zip(row.in_order(), scheme.criteria, strict=True)
        ),
        versions=tuple((version, MarkSchemeRef(other)) for version, other in others.values_list("version", "ref")),
        faults=lacks(scheme) if scheme.state is SchemeState.DRAFT else (),
        mark=mark_of(scheme),
        why_not_write=refusal,
        why_not_change=refusal or why_not_rewrite(scheme.state, version=scheme.version),
    )
