"""Publish a reviewed reading as an edition, which never changes again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q
from django.db.transaction import atomic

from goldenthread.frameworks.actions.comparing import keep_changes
from goldenthread.frameworks.actions.exchanging import Names, names_for, stand_under
from goldenthread.frameworks.models import (
    Detail,
    Edition,
    Framework,
    Reading,
    ReadingDetail,
    ReadingItem,
    ReadingSection,
    ReadPage,
    Section,
    Statement,
)
from goldenthread.frameworks.rules import reviewing
from goldenthread.frameworks.rules.aligning import KNOWN_STAGES
from goldenthread.frameworks.rules.exchanging import levels
from goldenthread.frameworks.rules.naming import label_for
from goldenthread.frameworks.rules.publishing import mark_of, why_not_publish_unseen
from goldenthread.frameworks.rules.states import EDITION_STEPS, READING_STEPS, EditionEvent, ReadingEvent
from goldenthread.frameworks.types import (
    DetailFacts,
    EditionRef,
    EditionState,
    ItemFacts,
    ItemState,
    Kind,
    ReadingFacts,
    ReadingState,
)
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor


@atomic
def publish_reading(ref: UUID, *, by: Actor, at: datetime, shown: str | None = None) -> EditionRef:
    """Publish a reading as an edition, which takes the place of the framework's edition in force.

    ``shown`` is the mark of what somebody had before them when they decided; none where nobody was shown anything.

    :raises Refused: if it is no longer under review, anything in it is not settled (everything is said at once), or it
        is not what was shown.
    """
    reading = Reading.objects.seen_by(by).select_for_update().get(ref=ref)
    refusal = reviewing.why_not_publish_page(is_page=ReadPage.objects.filter(reading=reading).exists())
    if refusal:
        raise Refused(refusal)
    items, details = _items(reading), _details(reading)
    after = step(READING_STEPS, ReadingState(reading.state), ReadingEvent.PUBLISH)
    lacking = reviewing.why_not_publish(_facts(reading, items, details))
    if lacking:
        says = " ".join(refusal.says for refusal in lacking)
        raise Refused(Refusal("not_ready", says, " ".join(dict.fromkeys(refusal.mend for refusal in lacking))))

    read_sections = list(ReadingSection.objects.filter(reading=reading).order_by("number"))
    refusal = why_not_publish_unseen(shown, now=_mark(reading, read_sections, items, details))
    if refusal:
        raise Refused(refusal)

    framework = _framework(reading)
    taken = set(Edition.objects.filter(framework=framework).values_list("label", flat=True))
    before = _supersede(framework, at=at)
    names = names_for(reading, items, read_sections)
    edition = Edition.objects.create(
        ref=names.edition,
        framework=framework,
        label=label_for(reading.year, taken=taken),
        title=reading.title,
        publisher=reading.publisher,
        licence=reading.licence,
        attribution=reading.attribution,
        state=EditionState.PUBLISHED.value,
        published_at=at,
        published_by_id=by.person_id,
        succeeds=before,
    )
    _copy(items, details, read_sections, edition, reading, names)
    if before is not None:
        keep_changes(edition, before)
    reading.state, reading.edition = after.value, edition
    reading.save(update_fields=["state", "edition"])
    audit(by=str(by), did="frameworks.publish", to=str(edition.ref), at=at, reading=str(ref), items=str(len(items)))
    post(Notice("frameworks.published", {"edition": str(edition.ref)}), at=at)
    return EditionRef(edition.ref)


def _items(reading: Reading) -> list[ReadingItem]:
    """The reading's items in order, each with its section and the count of its open doubts; in one statement."""
    rows = ReadingItem.objects.filter(reading=reading, is_out=False).select_related("section")
    counted = rows.annotate(open_doubts=Count("doubts", filter=Q(doubts__settled_at=None)))
    return sorted(counted, key=_place)


def _details(reading: Reading) -> list[ReadingDetail]:
    """The reading's details in order, each with its section and the count of its open doubts; in one statement."""
    rows = ReadingDetail.objects.filter(reading=reading, is_out=False).select_related("section")
    return list(
        rows.annotate(open_doubts=Count("doubts", filter=Q(doubts__settled_at=None))).order_by("position", "pk")
    )


def _place(item: ReadingItem) -> tuple[int, bool, int, int]:
    """Sections rise, *learn that* comes before *learn how to*, and numerals rise; else as in the review."""
    is_left = item.kind == Kind.LEARN_THAT.value
    return (item.section.number, not is_left, (item.number or 0) if is_left else item.position, item.position)


def _facts(reading: Reading, items: list[ReadingItem], details: list[ReadingDetail]) -> ReadingFacts:
    facts = tuple(
        ItemFacts(
            section=item.section.number,
            kind=Kind(item.kind),
            number=item.number,
            text=item.text,
            state=ItemState(item.state),
            open_doubts=getattr(item, "open_doubts", 0),
            printed=item.printed,
            part=item.part,
        )
        for item in items
    )
    beside = tuple(DetailFacts(row.saying(), ItemState(row.state), getattr(row, "open_doubts", 0)) for row in details)
    whole = reading.doubts.filter(item=None, detail=None, settled_at=None).count()
    return ReadingFacts(ReadingState(reading.state), facts, whole, beside)


def _mark(
    reading: Reading, sections: list[ReadingSection], items: list[ReadingItem], details: list[ReadingDetail]
) -> str:
    """The mark of what would be published now, in one statement."""
    in_force = Edition.objects.filter(framework__code=reading.code, state=EditionState.PUBLISHED.value)
    return mark_of(
        reading.about(),
        sections=[(row.number, row.title, row.intro) for row in sections],
        items=[(row.ref, row.version) for row in items],
        details=[(row.ref, row.version) for row in details],
        in_force=in_force.values_list("ref", flat=True).first(),
    )


def _framework(reading: Reading) -> Framework:
    """The framework with this code, under the name its newest edition has; a first one where codes tell its stage."""
    named = {"title": reading.title, "publisher": reading.publisher}
    placed = named | {"stage": KNOWN_STAGES.get(reading.code, "")}
    framework, _ = Framework.objects.update_or_create(code=reading.code, defaults=named, create_defaults=placed)
    return framework


def _supersede(framework: Framework, *, at: datetime) -> Edition | None:
    """The edition that was in force until now, if there was one."""
    after = step(EDITION_STEPS, EditionState.PUBLISHED, EditionEvent.SUPERSEDE)
    in_force = Edition.objects.filter(framework=framework, state=EditionState.PUBLISHED.value).first()
    if in_force is not None:
        in_force.state, in_force.superseded_at = after.value, at
        in_force.save(update_fields=["state", "superseded_at"])
    return in_force


def _copy(
    items: list[ReadingItem],
    details: list[ReadingDetail],
    read: list[ReadingSection],
    edition: Edition,
    reading: Reading,
    names: Names,
) -> None:
    """The items as statements: sections in one statement, what stands by itself in one, each level under it in one.

    The details in one.
    """
    sections = Section.objects.bulk_create(
        Section(ref=names.sections[row.pk], edition=edition, number=row.number, title=row.title, intro=row.intro)
        for row in read
    )
    by_number = {section.number: section for section in sections}
    numbers = reviewing.numbered([(i.section.number, Kind(i.kind), i.number) for i in items], code=reading.code)
    rows = [
        Statement(
            ref=names.items[item.pk],
            edition=edition,
            section=by_number[item.section.number],
            kind=item.kind,
            number=number,
            position=at,
            code=code,
            text=item.text,
            printed=item.printed,
            title=item.title,
            part=item.part,
            documents=item.documents,
            added_id=item.added_id,
        )
        for at, (item, (code, number, _)) in enumerate(zip(items, numbers, strict=True))
    ]
    under = stand_under(reading, items, {at: above for at, (_, _, above) in enumerate(numbers) if above is not None})
    # Standards stand under standards, however deep: each is there before what stands under it.
    for level in levels(len(rows), under):
        for at in level:
            rows[at].parent = rows[under[at]] if at in under else None
        Statement.objects.bulk_create([rows[at] for at in level])
    Detail.objects.bulk_create(
        Detail(
            edition=edition,
            section=by_number[row.section.number] if row.section is not None else None,
            position=at,
            **{name: getattr(row, name) for name in ("kind", "label", "title", "subtitle", "text", "more", "figure")},
        )
        for at, row in enumerate(details)
    )
