"""The count of what was handed in: the one that its participant saw, and what a person said of it since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast
from uuid import UUID

from django.db.models import OuterRef, QuerySet

from goldenthread.assessment.models import Recount, Script, ScriptUpload, ScriptVersion, Window
from goldenthread.assessment.queries.facts import facts_of, marker_of, policy_of
from goldenthread.assessment.queries.masking import places_over, standing_masks
from goldenthread.assessment.rules.counting import count_of
from goldenthread.assessment.rules.keeping import as_kept, from_kept
from goldenthread.assessment.rules.limits import penalty_for, where_reached
from goldenthread.assessment.rules.masking import covered, covered_reached, spoken_blocks, spoken_reached
from goldenthread.assessment.rules.recounting import why_not_count_again, why_not_recount
from goldenthread.assessment.types.counting import Block, Penalty, PersonCount, WordCount
from goldenthread.assessment.types.recounting import CountBoard, CountRow, RecountLine, RecountPage
from goldenthread.assessment.types.words import Part, ScriptRef, State
from goldenthread.ground.models.listing import Listed, moment_of
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.limits import kept_rule, rule_again
from goldenthread.programmes.types import WordRule


@dataclass(frozen=True)
class Counted:
    """A count with the rule by which it was made, and what follows from both."""

    count: WordCount
    rule: WordRule

    @property
    def penalty(self) -> Penalty | None:
        """What a script's words cost it."""
        return penalty_for(self.count, self.rule)


def count_of_upload(upload: ScriptUpload, rule: WordRule) -> WordCount:
    """The words of an upload under a rule, as they were read when it was chosen."""
    return count_of(
        {Part(part): words for part, words in upload.parts.items()},
        rule,
        blocks=blocks_of(upload),
        extractor=upload.extractor,
        notes=tuple(upload.notes),
        untold=frozenset(Part(part) for part in upload.untold),
        counting=upload.counting,
    )


def blocks_of(upload: ScriptUpload) -> tuple[Block, ...]:
    """The text of an upload in order."""
    return tuple(Block(Part(part), text) for part, text in upload.blocks)


def to_keep(counted: Counted) -> dict[str, Any]:
    """A count with its rule, as it is kept with a version."""
    return {**as_kept(counted.count), "rule": kept_rule(counted.rule)}


def standing_recount() -> Listed:
    """What a person said last of a version's count."""
    said = Recount.objects.filter(version=OuterRef("pk")).order_by("-pk")[:1]
    return Listed(said, words="words", reason="reason", at="at")


def with_recounts(versions: QuerySet[ScriptVersion]) -> QuerySet[ScriptVersion]:
    """Versions with what people said of their counts, in the same statement."""
    return versions.annotate(recount=standing_recount())


def counted_of(version: ScriptVersion, rule: WordRule) -> Counted:
    """The count of a version fetched :func:`with_recounts` and with its upload.

    What was handed in before counts were kept is counted under ``rule``, the one in force for its window.
    """
    kept = version.count
    counted = (
        Counted(from_kept(kept), rule_again(kept["rule"]))
        if kept
        else Counted(count_of_upload(version.upload, rule), rule)
    )
    said = [PersonCount(each["words"], each["reason"], moment_of(each["at"])) for each in cast("Any", version).recount]
    return replace(counted, count=replace(counted.count, by_person=said[0])) if said else counted


def standing_version(script: int) -> ScriptVersion:
    """The version that stands, with its upload and cleaned file, in one statement."""
    versions = ScriptVersion.objects.filter(script_id=script).select_related("upload__clean_file", "script")
    rows = with_recounts(versions).annotate(covers=standing_masks())
    return rows.order_by("-number")[:1].get()


def count_board(window: UUID, *, by: Actor) -> CountBoard:
    """The counts of what stands in a window, those that need a person first; in three statements.

    :raises Window.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Window.objects.read_by(by).select_related("cohort__release", "brief__brief").get(ref=window)
    rule = policy_of(row).words
    scripts = Script.objects.seen_by(by).filter(window=row)
    versions = with_recounts(ScriptVersion.objects.filter(script__in=scripts).select_related("script", "upload"))
    standing = {version.script_id: version for version in versions.defer("upload__blocks").order_by("number")}
    rows = [_row(version, counted_of(version, rule)) for version in standing.values()]
    return CountBoard(
        window=row.ref,
        cohort=row.cohort.title,
        brief=row.brief.brief.title,
        limit=rule.limit,
        rows=tuple(sorted(rows, key=lambda each: (each.needs, -each.count.beyond, each.number))),
    )


def _row(version: ScriptVersion, counted: Counted) -> CountRow:
    script = version.script
    return CountRow(ScriptRef(script.ref), script.number, version.number, counted.count, counted.penalty)


def recount_page(script: UUID, *, by: Actor) -> RecountPage:
    """The count of a script that was handed in, and everything people said of it; in six statements.

    :raises Script.DoesNotExist: if there is none, or it is not theirs to see.
    :raises ScriptVersion.DoesNotExist: if nothing was handed in.
    """
    rows = Script.objects.seen_by(by).with_facts().select_related("window__cohort__release")
    row = rows.get(ref=script)
    version = standing_version(row.pk)
    counted = counted_of(version, policy_of(row.window).words)
    blocks = covered(blocks_of(version.upload), places_over(version))
    reached = where_reached(blocks_of(version.upload), counted.count, counted.rule)
    said = version.recounts.select_related("by").order_by("-pk")
    return RecountPage(
        ref=ScriptRef(row.ref),
        window=row.window.ref,
        number=row.number,
        cohort=row.window.cohort.title,
        state=State(row.state),
        version=version.number,
        count=counted.count,
        penalty=counted.penalty,
        lines=tuple(RecountLine(each.words, each.reason, each.by.name, each.at) for each in said),
        blocks=spoken_blocks(blocks),
        reached=spoken_reached(covered_reached(reached, blocks)),
        file_name=version.upload.clean_file.name,
        why_not=why_not_count_again(facts_of([row])[row.pk], by, marker_of(by)),
    )


def why_not_so(page: RecountPage, words: int, reason: str, *, version: int) -> Refusal | None:
    """Why a count by a person that is about to be checked would not be taken; in no statement."""
    return page.why_not or why_not_recount(words, reason, seen=version, standing=page.version)
