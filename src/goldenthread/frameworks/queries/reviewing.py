"""What the review of a reading shows, and the list of readings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID

from goldenthread.frameworks.models import (
    Reading,
    ReadingDetail,
    ReadingDoubt,
    ReadingItem,
    ReadingSection,
    ReadingSuggestion,
)
from goldenthread.frameworks.rules.reviewing import why_not_publish
from goldenthread.frameworks.types import (
    DetailFacts,
    DetailView,
    DoubtLine,
    ItemFacts,
    ItemState,
    ItemView,
    Kind,
    ReadingFacts,
    ReadingLine,
    ReadingRef,
    ReadingState,
    ReviewPage,
    SectionView,
    SourceLine,
    Use,
)
from goldenthread.frameworks.types.suggesting import SuggestionLine
from goldenthread.people.types import Actor

if TYPE_CHECKING:
    from django.db.models import QuerySet

_ON_THE_TABLE = (ReadingState.WAITING, ReadingState.UNREADABLE, ReadingState.REVIEWED)


def readings(*, by: Actor) -> tuple[ReadingLine, ...]:
    """The readings that wait, could not be read, or are under review, newest first, in one statement."""
    rows = (
        Reading.objects.seen_by(by)
        .filter(state__in=[state.value for state in _ON_THE_TABLE])
        .counted()
        .defer("source", "account")
    )
    return tuple(row.as_line() for row in rows.order_by("-made_at", "-pk"))


def reading_line(ref: UUID, *, by: Actor) -> ReadingLine:
    """One reading, in one statement. :raises Reading.DoesNotExist: if this actor sees none such."""
    return Reading.objects.seen_by(by).counted().defer("source", "account").get(ref=ref).as_line()


def sent_together(ref: UUID, *, by: Actor) -> tuple[ReadingLine, ...]:
    """The readings of what was sent in together, in one statement; none where this actor sees none such."""
    rows = Reading.objects.seen_by(by).filter(sent_with=ref).counted().defer("source", "account")
    return tuple(row.as_line() for row in rows.order_by("pk"))


def reading_of_item(ref: UUID, *, by: Actor) -> ReadingRef:
    """The reading that an item belongs to, in one statement. :raises ReadingItem.DoesNotExist: if none is seen."""
    item = ReadingItem.objects.filter(reading__in=Reading.objects.seen_by(by)).select_related("reading").get(ref=ref)
    return ReadingRef(item.reading.ref)


def standing_item(ref: UUID, *, by: Actor) -> UUID:
    """The item that has this one's words now: itself, unless it was merged into another; a statement for each step.

    :raises ReadingItem.DoesNotExist: if this actor sees none such.
    """
    items = ReadingItem.objects.filter(reading__in=Reading.objects.seen_by(by))
    row = items.get(ref=ref)
    while row.merged_into_id is not None:
        row = items.get(pk=row.merged_into_id)
    return row.ref


def reading_of_doubt(ref: UUID, *, by: Actor) -> ReadingRef:
    """The reading that a doubt is about, in one statement. :raises ReadingDoubt.DoesNotExist: if none is seen."""
    doubt = ReadingDoubt.objects.filter(reading__in=Reading.objects.seen_by(by)).select_related("reading").get(ref=ref)
    return ReadingRef(doubt.reading.ref)


def reading_of_detail(ref: UUID, *, by: Actor) -> ReadingRef:
    """The reading that a detail belongs to, in one statement. :raises ReadingDetail.DoesNotExist: if none is seen."""
    row = ReadingDetail.objects.filter(reading__in=Reading.objects.seen_by(by)).select_related("reading").get(ref=ref)
    return ReadingRef(row.reading.ref)


def next_doubt(ref: UUID, *, by: Actor) -> UUID | None:
    """The item with an open doubt that follows this one in the review, if any does; in two statements."""
    seen = ReadingItem.objects.filter(reading__in=Reading.objects.seen_by(by)).select_related("section")
    item = seen.get(ref=ref)
    doubtful = ReadingDoubt.objects.filter(reading=item.reading_id, settled_at=None, item__isnull=False)
    rows = seen.filter(pk__in=doubtful.values("item_id"), is_out=False)
    here = (item.section.number, place_of(item))
    after = [(row.section.number, place_of(row), row.ref) for row in rows]
    return min((one for one in after if one[:2] > here), default=(0, (), None))[2]


def review_page(ref: UUID, *, by: Actor) -> ReviewPage:
    """A reading beside its source, in six statements. :raises Reading.DoesNotExist: if this actor sees none such."""
    row = Reading.objects.seen_by(by).counted().get(ref=ref)
    of_item: dict[int | None, list[DoubtLine]] = {}
    of_detail: dict[int, list[DoubtLine]] = {}
    for doubt in ReadingDoubt.objects.filter(reading=row).select_related("settled_by").order_by("pk"):
        if doubt.detail_id is not None:
            of_detail.setdefault(doubt.detail_id, []).append(doubt.as_line())
        else:
            of_item.setdefault(doubt.item_id, []).append(doubt.as_line())
    offered = suggestions_of(ReadingSuggestion.objects.filter(reading=row))
    items: dict[int, list[ItemView]] = {}
    rows = ReadingItem.objects.filter(reading=row, is_out=False).select_related("changed_by", "section", "added__by")
    for item in sorted(rows, key=place_of):
        items.setdefault(item.section_id, []).append(_view(item, tuple(of_item.get(item.pk, ())), offered))
    sections = tuple(
        SectionView(s.number, s.title, s.intro, s.line, tuple(items.get(s.pk, ())))
        for s in ReadingSection.objects.filter(reading=row).order_by("number")
    )
    views = [view for section in sections for view in section.items]
    kept = ReadingDetail.objects.filter(reading=row).select_related("changed_by", "section").order_by("position", "pk")
    details = tuple(_detail_view(detail, tuple(of_detail.get(detail.pk, ()))) for detail in kept)
    whole = tuple(of_item.get(None, ()))
    return ReviewPage(
        reading=row.as_line(),
        sections=sections,
        doubts=whole,
        source=_source(row),
        account=_account(row),
        counts=_counts(views),
        why_not_publish=why_not_publish(_facts(row, views, details, whole)),
        details=details,
    )


def item_view(
    ref: UUID, *, by: Actor
) -> tuple[ReadingLine, ItemView, tuple[tuple[int, str], ...], tuple[SourceLine, ...]]:
    """One item with its reading, the reading's sections by number, and its lines of the source; in five statements.

    :raises ReadingItem.DoesNotExist: if this actor sees none such, or it was merged into another.
    """
    seen = Reading.objects.seen_by(by)
    rows = ReadingItem.objects.filter(reading__in=seen, is_out=False)
    item = rows.select_related("changed_by", "section", "added__by").get(ref=ref)
    row = seen.counted().get(pk=item.reading_id)
    doubts = ReadingDoubt.objects.filter(item=item).select_related("settled_by").order_by("pk")
    sections = ReadingSection.objects.filter(reading=row).order_by("number").values_list("number", "title")
    near = _near(item.lines)
    source = tuple(line for line in _source(row) if line.number in near)
    offered = suggestions_of(ReadingSuggestion.objects.filter(item=item))
    return row.as_line(), _view(item, tuple(d.as_line() for d in doubts), offered), tuple(sections), source


def detail_view(
    ref: UUID, *, by: Actor
) -> tuple[ReadingLine, DetailView, tuple[tuple[int, str], ...], tuple[SourceLine, ...]]:
    """One detail as :func:`item_view` gives an item, in four statements.

    :raises ReadingDetail.DoesNotExist: if this actor sees none such.
    """
    seen = Reading.objects.seen_by(by)
    detail = ReadingDetail.objects.filter(reading__in=seen).select_related("changed_by", "section").get(ref=ref)
    row = seen.counted().get(pk=detail.reading_id)
    doubts = ReadingDoubt.objects.filter(detail=detail).select_related("settled_by").order_by("pk")
    sections = ReadingSection.objects.filter(reading=row).order_by("number").values_list("number", "title")
    near = _near(detail.lines)
    source = tuple(line for line in _source(row) if line.number in near)
    return row.as_line(), _detail_view(detail, tuple(d.as_line() for d in doubts)), tuple(sections), source


def _detail_view(row: ReadingDetail, doubts: tuple[DoubtLine, ...]) -> DetailView:
    says = row.saying()
    return DetailView(
        ref=row.ref,
        says=says,
        lines=tuple(row.lines),
        state=ItemState(row.state),
        version=row.version,
        was_changed=asdict(says) != row.original,
        is_out=row.is_out,
        changed_by=row.changed_by.name if row.changed_by is not None else "",
        section_title=row.section.title if row.section is not None else "",
        doubts=doubts,
    )


def _near(lines: list[int]) -> frozenset[int]:
    """The lines and those two before and after each."""
    return frozenset(near for line in lines for near in range(line - 2, line + 3))


def place_of(item: ReadingItem) -> tuple[bool, int, int, int]:
    """As the framework will have it: *learn that* by numeral, then stems with their bullets."""
    is_left = item.kind == Kind.LEARN_THAT.value
    return (not is_left, (item.number or 0) if is_left else item.position, item.position, item.pk)


Offered = Mapping[int, tuple[SuggestionLine, ...]]


def suggestions_of(rows: QuerySet[ReadingSuggestion]) -> Offered:
    """What is offered for each item, by its id; in one statement."""
    found: dict[int, tuple[SuggestionLine, ...]] = {}
    for row in rows.select_related("decided_by").order_by("pk"):
        found[row.item_id] = (*found.get(row.item_id, ()), row.as_line())
    return found


def _view(item: ReadingItem, doubts: tuple[DoubtLine, ...], offered: Offered) -> ItemView:
    read = item.original
    said = ("text", "kind", "number", "printed", "title", "part", "documents")
    same = all(getattr(item, field) == read.get(field, "") for field in said)
    return ItemView(
        ref=item.ref,
        kind=Kind(item.kind),
        number=item.number,
        text=item.text,
        lines=tuple(item.lines),
        state=ItemState(item.state),
        version=item.version,
        section=item.section.number,
        original=read["text"],
        was_changed=not same,
        changed_by=item.changed_by.name if item.changed_by is not None else "",
        doubts=doubts,
        suggestions=offered.get(item.pk, ()),
        printed=item.printed,
        title=item.title,
        part=item.part,
        documents=tuple(item.documents.splitlines()),
        added=item.added.as_added_by_name() if item.added is not None else None,
    )


def _facts(
    row: Reading, views: list[ItemView], details: tuple[DetailView, ...], whole: tuple[DoubtLine, ...]
) -> ReadingFacts:
    items = tuple(
        ItemFacts(v.section, v.kind, v.number, v.text, v.state, len(v.open_doubts), v.printed, v.part, v.ref)
        for v in views
    )
    beside = tuple(DetailFacts(d.says, d.state, len(d.open_doubts), d.ref) for d in details if not d.is_out)
    return ReadingFacts(ReadingState(row.state), items, sum(doubt.is_open for doubt in whole), beside)


def _counts(views: list[ItemView]) -> tuple[int, int, int]:
    found = Counter(view.kind for view in views)
    return found[Kind.LEARN_THAT], found[Kind.STEM], found[Kind.PRACTICE]


def _source(row: Reading) -> tuple[SourceLine, ...]:
    """The source's lines with what became of most of their words; blank lines have no use."""
    uses: dict[int, Counter[str]] = {}
    for line, text, use, _ in row.account:
        uses.setdefault(line, Counter())[use] += len(text.split())
    lines = row.source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return tuple(
        SourceLine(number, text.replace("\f", "").rstrip(), _main_use(uses.get(number)))
        for number, text in enumerate(lines, start=1)
    )


def _main_use(uses: Counter[str] | None) -> str:
    if not uses:
        return ""
    return Use.UNPLACED.value if uses[Use.UNPLACED.value] else uses.most_common(1)[0][0]


def _account(row: Reading) -> tuple[tuple[str, int], ...]:
    """How many words of the document have which use, the most first."""
    words: Counter[str] = Counter()
    for _, text, use, _ in row.account:
        words[use] += len(text.split())
    return tuple(words.most_common())
