"""What was read, laid out for review: sections with items, and the details that stand beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from goldenthread.frameworks.types import (
    Content,
    DetailKind,
    Doubt,
    Kind,
    ReadDetail,
    Reading,
    ReadItem,
    ReadReference,
    ReadSection,
    Saying,
)
from goldenthread.frameworks.types.content import Area, Behaviour, Criterion, RatingScale, Task

# No task has more words, no scale a higher figure; what is above was misread.
MOST = 100_000


def laid_out(reading: Reading) -> Reading:
    """The reading with the areas and behaviours of a content and assessment framework as sections and items."""
    if reading.content is None:
        return reading
    sections, position = list[ReadSection](), 0
    for made in (*map(_area, reading.content.areas), *_behaviours(reading.content)):
        at = position
        items = tuple(
            replace(item, position=at + item.position, stem=None if item.stem is None else at + item.stem)
            for item in made.items
        )
        sections.append(replace(made, items=items))
        position += len(items)
    return replace(reading, sections=tuple(sections), doubts=(*reading.doubts, *_lacking(reading.content)))


def details_of(reading: Reading) -> tuple[ReadDetail, ...]:
    """What stands beside the statements, in order: whom it is for, the task with its rules, the scale, references."""
    return (
        *(_of_content(reading.content) if reading.content else ()),
        *(_reference(entry) for entry in reading.references),
        *reading.details,
    )


def _area(area: Area) -> ReadSection:
    """Topics beside no deed, each deed with the topics beside it, and the criteria."""
    items = list[ReadItem]()

    def add(kind: Kind, text: str, lines: tuple[int, ...], doubts: tuple[Doubt, ...], stem: int | None = None) -> None:
        items.append(ReadItem(len(items), kind, area.number, None, text, lines, stem, doubts))

    for under in range(len(area.deeds) + 1):
        stem = None
        if under:
            deed, stem = area.deeds[under - 1], len(items)
            add(Kind.LEARN_HOW_TO, deed.text, deed.lines, deed.doubts)
        for topic in area.topics:
            if topic.under == under:
                add(Kind.LEARN_ABOUT, topic.text, topic.lines, topic.doubts, stem)
    items += [_criterion(one, area.number, len(items) + at) for at, one in enumerate(area.criteria)]
    return ReadSection(area.number, area.title, "", area.line, tuple(items), area.doubts)


def _criterion(one: Criterion, section: int, position: int) -> ReadItem:
    lost = () if one.text else (Doubt("no_words", "No words stand beside this criterion’s code.", one.lines),)
    return ReadItem(
        position, Kind.CRITERION, section, None, one.text or one.code, one.lines, doubts=(*one.doubts, *lost),
        printed=one.code, part=one.part, documents=one.documents,
    )  # fmt: skip


def _behaviours(content: Content) -> Iterator[ReadSection]:
    """The behaviours, in a section of their own after the areas."""
    if content.behaviours:
        number = len(content.areas) + 1
        items = tuple(_behaviour(one, number, at) for at, one in enumerate(content.behaviours))
        yield ReadSection(number, "Behaviours", "", content.behaviours[0].lines[0], items)


def _behaviour(one: Behaviour, section: int, position: int) -> ReadItem:
    text = one.description or one.name
    return ReadItem(position, Kind.BEHAVIOUR, section, None, text, one.lines, doubts=one.doubts, title=one.name)


def _lacking(content: Content) -> Iterator[Doubt]:
    """What such a framework has, and this one does not or the reader did not find."""
    if content.task is None:
        yield Doubt("no_task", "No assessment task was found.")
    if content.behaviours and content.scale is None:
        where = content.behaviours[0].lines
        yield Doubt("no_scale", "No rating scale was found for the behaviours.", where)


def _of_content(content: Content) -> Iterator[ReadDetail]:
    for level in content.levels:
        says = Saying(
            DetailKind.LEVEL, level.audience or level.qualification, level.code, level.qualification, level.level,
            level.includes,
        )  # fmt: skip
        yield ReadDetail(says, level.lines)
    if content.task:
        yield from _task(content.task)
    if content.scale:
        yield from _scale(content.scale)


def _task(task: Task) -> Iterator[ReadDetail]:
    lines = task.lines

    def detail(kind: DetailKind, doubt: Doubt | None, /, **said: str | int | None) -> ReadDetail:
        return ReadDetail(Saying(kind, **said), lines, (doubt,) if doubt else ())  # type: ignore[arg-type]  # as named

    yield detail(DetailKind.TASK, None, title=task.heading, text=task.title)
    limit = _doubt(task.word_limit, "no_limit", "No word limit was found for the task.", lines)
    yield detail(
        DetailKind.WORD_LIMIT, limit, figure=None if limit else task.word_limit, text=task.limit_covers,
        more=task.limit_excludes,
    )  # fmt: skip
    terms = _doubt(task.least_terms, "no_terms", "It was not found how many terms the task takes at least.", lines)
    yield detail(DetailKind.LEAST_TERMS, terms, figure=None if terms else task.least_terms)
    for part in task.parts:
        aim = None if part.aim else Doubt("no_aim", f"It was not found what part {part.part} is to improve.", lines)
        yield detail(DetailKind.PART, aim, label=part.part, text=part.aim, more="\n".join(part.areas))
    for kind, rules in (
        (DetailKind.PARTICIPANTS_MUST, task.participants_must),
        (DetailKind.PROVIDERS_MUST, task.providers_must),
        (DetailKind.FOOTNOTE, (task.footnote,)),
    ):
        for rule in rules:
            if rule:
                yield detail(kind, None, text=rule)


def _doubt(figure: int, code: str, says: str, lines: tuple[int, ...]) -> Doubt | None:
    return None if 0 < figure <= MOST else Doubt(code, says, lines)


def _scale(scale: RatingScale) -> Iterator[ReadDetail]:
    for figure, means in scale.labels:
        odd = (Doubt("scale_odd", f"The figure {figure} is no point of a scale.", scale.lines),)
        says = Saying(DetailKind.POINT, means, figure=min(figure, MOST))
        yield ReadDetail(says, scale.lines, odd if figure > MOST else ())
    if scale.has_comment:
        yield ReadDetail(Saying(DetailKind.COMMENT, "Comment"), scale.lines)


def _reference(entry: ReadReference) -> ReadDetail:
    says = Saying(DetailKind.REFERENCE, entry.text, title=entry.group, section=entry.section)
    return ReadDetail(says, entry.lines, entry.doubts)
