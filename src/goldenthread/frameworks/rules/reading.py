"""A whole document read: front matter, sections woven back into statements, and the account of every word."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from goldenthread.frameworks.rules import doubting, judging
from goldenthread.frameworks.rules.content import is_content, read_content
from goldenthread.frameworks.rules.front import code_of, title_of, year_of
from goldenthread.frameworks.rules.headings import Heading, Plan, plan
from goldenthread.frameworks.rules.lines import NO_PLACES, SOFT_HYPHEN, Line, Sort, Token, as_lines, running_heads
from goldenthread.frameworks.rules.pages import is_page, read_page
from goldenthread.frameworks.rules.paths import Step
from goldenthread.frameworks.rules.references import references
from goldenthread.frameworks.rules.shape import Manner, join, manner_of
from goldenthread.frameworks.rules.standards import is_standards, read_standards
from goldenthread.frameworks.rules.tokens import numbered, tokenise, vocabulary_of
from goldenthread.frameworks.rules.weaving import weave
from goldenthread.frameworks.types import Kind, Piece, Reading, ReadSection, Use
from goldenthread.frameworks.types.sheets import Place


@dataclass(slots=True)
class Drafted:
    """An item while its lines are being gathered."""

    kind: Kind
    number: int | None
    stem: int | None
    order: int
    steps: list[Step] = field(default_factory=list)

    @property
    def text(self) -> str:
        text = ""
        for step in self.steps:
            text = join(text, step.text)
        return text.removesuffix(SOFT_HYPHEN)


def untold(done: int, of: int) -> None:
    """For those who do not want to know how far it has come."""


def read(source: str, tell: Callable[[int, int], None] = untold, places: Mapping[int, Place] = NO_PLACES) -> Reading:
    """Read a framework document from its plain text; ``tell`` hears before each section how many are done.

    Nothing is looked up, invented, dropped or used twice: each raw word of ``source`` is in exactly one piece of the
    account. A document that is no framework gives a reading with no sections, which is not reliable.
    """
    lines = as_lines(source, places)
    if is_content(lines):
        return read_content(lines)
    if is_page(lines):
        return read_page(lines)
    if is_standards(lines):
        return read_standards(lines)
    layout = plan(lines)
    heads = running_heads(lines)
    known = vocabulary_of(lines)
    bodies = [numbered(tokenise(lines[start:end], heads, known)) for start, end in _bodies(layout)]
    everything = tuple(token for body in bodies for token in body)
    manner = replace(
        manner_of(tokenise(lines, heads, known)),
        column=manner_of(everything).column,
        capitals=manner_of(everything).capitals,
    )
    sections, account = list[ReadSection](), _outside(lines, layout)
    position, last = 0, 0
    for heading, body in zip(layout.headings, bodies, strict=True):
        tell(len(sections), len(bodies))
        section, pieces = _section(heading, body, manner, layout, lines, position, last)
        position += len(section.items)
        last = max([item.number for item in section.items if item.number is not None], default=last)
        sections.append(section)
        account += pieces
    entries, pieces = references(lines, layout, sections, heads)
    account += [piece for piece in pieces if piece.text.split()]
    account.sort(key=lambda piece: piece.line)
    judged = judging.judged(title_of(lines, layout), tuple(sections), tuple(account), everything)
    front = lines[: layout.headings[0].first] if layout.headings else lines
    return replace(judged, code=code_of(judged.title, lines), year=year_of(front, lines), references=entries)


def _bodies(layout: Plan) -> list[tuple[int, int]]:
    starts = [heading.last + 1 for heading in layout.headings]
    ends = [heading.first for heading in layout.headings[1:]] + [layout.end]
    return list(zip(starts, ends, strict=False))


def _outside(lines: tuple[Line, ...], layout: Plan) -> list[Piece]:
    """The pieces before the first section, the headings themselves."""
    first = layout.headings[0].first if layout.headings else len(lines)
    pieces = [_piece(line, Use.FRONT) for line in lines[:first]]
    for heading in layout.headings:
        pieces += [_piece(line, Use.HEADING) for line in lines[heading.first : heading.last + 1]]
    return [piece for piece in pieces if piece.text.split()]


def _piece(line: Line, use: Use) -> Piece:
    return Piece(line.number, line.raw, use)


def _section(
    heading: Heading,
    body: tuple[Token, ...],
    manner: Manner,
    layout: Plan,
    lines: tuple[Line, ...],
    start: int,
    last: int,
) -> tuple[ReadSection, list[Piece]]:
    again = {lines[at].number for at in layout.heads_again}
    opens = _intro_length(body)
    woven = tuple(replace(token, sort=Sort.FURNITURE) if token.line in again else token for token in body[opens:])
    loose, woven = _apart(woven)
    steps = weave(woven, manner)
    drafts = _drafts(steps)
    ordered = _ordered(drafts)
    # Numerals may run on through the whole document.
    runs_on = min((draft.number for draft in ordered if draft.number is not None), default=1) == last + 1
    items = doubting.doubted(heading.number, ordered, woven, manner, start, first=last + 1 if runs_on else 1)
    intro = [token for token in body[:opens] if token.sort is Sort.TEXT]
    section = ReadSection(
        heading.number,
        heading.title,
        _paragraphs(intro),
        lines[heading.first].number,
        items,
        judging.of_section(heading, items, steps, woven, body[:opens], loose),
    )
    pieces = [piece for token in body[:opens] for piece in _plain(token, Use.INTRO)]
    pieces += [piece for token in loose for piece in _plain(token, Use.UNPLACED)]
    return section, pieces + _account(woven, ordered, start)


def _apart(woven: tuple[Token, ...]) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Where the page tells columns: words that stand in neither, and the left column before the right."""
    if not any(token.is_placed for token in woven):
        return (), woven
    loose = tuple(token for token in woven if token.sort is Sort.TEXT and not token.is_placed)
    kept = (token for token in woven if token.sort is not Sort.TEXT or token.is_placed)
    return loose, tuple(sorted(kept, key=lambda token: token.place.side))


def _intro_length(body: tuple[Token, ...]) -> int:
    """How many tokens stand before the first label or mark; all of them, where a section only tells."""
    if any(token.is_placed for token in body):
        return next(at for at, token in enumerate(body) if token.is_placed or token.sort is Sort.LABEL)
    for at, token in enumerate(body):
        if token.sort in (Sort.LABEL, Sort.NUMERAL) or token.number is not None:
            return at
    return len(body)


def _paragraphs(tokens: list[Token]) -> str:
    text, before = "", ""
    for token in tokens:
        broken = token.after_blank or (before.endswith(".") and len(before) < 60)
        text = f"{text}\n\n{token.text}" if broken and text else join(text, token.text)
        before = token.text
    return text


def _drafts(steps: tuple[Step, ...]) -> list[Drafted]:
    drafts: list[Drafted] = []
    current: dict[str, Drafted] = {}
    stem: int | None = None
    for step in steps:
        if not step.column:
            continue
        if step.starts is not None:
            if step.starts is Kind.STEM:
                stem = len(drafts)
            under = stem if step.starts is Kind.PRACTICE else None
            current[step.column] = Drafted(step.starts, step.number, under, len(drafts))
            drafts.append(current[step.column])
        current[step.column].steps.append(step)
    return drafts


def _ordered(drafts: list[Drafted]) -> list[Drafted]:
    """The framework's order: *learn that* by rising numeral (those without stay where they stood), then the stems."""
    left = [draft for draft in drafts if draft.kind is Kind.LEARN_THAT]
    known, last = dict[int, tuple[int, int]](), 0
    for draft in left:
        last = draft.number if draft.number is not None else last
        known[draft.order] = (last, draft.order)
    left.sort(key=lambda draft: known[draft.order])
    return left + [draft for draft in drafts if draft.kind is not Kind.LEARN_THAT]


def _plain(token: Token, use: Use) -> list[Piece]:
    own = {Sort.FURNITURE: Use.FURNITURE, Sort.TEXT: use, Sort.GHOST: Use.UNPLACED}.get(token.sort, Use.LABEL)
    pieces = [Piece(token.line, token.mark, Use.LABEL)] if token.mark else []
    return [*pieces, Piece(token.line, token.raw, own)] if token.raw.split() else pieces


def _account(woven: tuple[Token, ...], ordered: list[Drafted], start: int) -> list[Piece]:
    """A piece for each token: the words of a statement with the item that has them, its mark with it."""
    owner: dict[int, list[tuple[Step, int]]] = {}
    marks: dict[int, int] = {}
    for position, draft in enumerate(ordered, start=start):
        for step in draft.steps:
            owner.setdefault(step.at, []).append((step, position))
            if step.mark_at is not None:
                marks[step.mark_at] = position
    pieces: list[Piece] = []
    for at, token in enumerate(woven):
        if token.sort is not Sort.TEXT:
            pieces += [replace(piece, item=marks.get(at)) for piece in _plain(token, Use.LABEL)]
            continue
        users = sorted(owner.get(at, []), key=lambda pair: pair[0].column)
        if token.mark:
            pieces.append(Piece(token.line, token.mark, Use.LABEL, users[0][1] if users else None))
        if len(users) == 2:
            cut = len(users[0][0].text.split())
            words = token.raw.split()
            pieces.append(Piece(token.line, " ".join(words[:cut]), Use.STATEMENT, users[0][1]))
            pieces.append(Piece(token.line, " ".join(words[cut:]), Use.STATEMENT, users[1][1]))
        elif users:
            pieces.append(Piece(token.line, token.raw, Use.STATEMENT, users[0][1]))
        else:
            pieces.append(Piece(token.line, token.raw, Use.UNPLACED))
    return pieces
