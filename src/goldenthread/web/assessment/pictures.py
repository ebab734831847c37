"""The pictures of how markers agree: each figure on its interval, and everything on one scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goldenthread.assessment.types.estimating import Agreed, Between, Estimates
from goldenthread.assessment.types.estimating_pages import AccuracyBoard, EstimatePage, MarkerLine, OwnLine, OwnPage
from goldenthread.web.shared.figures.drawing import Figure, written
from goldenthread.web.shared.figures.intervals import Axis, Row, interval_plot
from goldenthread.web.shared.figures.ruler import ruler

SHARE = Axis(0, 1, tuple((each / 100, f"{each} %") for each in (0, 25, 50, 75, 100)), decimals=0, factor=100, unit=" %")
BEYOND_CHANCE = Axis(0, 1, tuple((each / 4, f"{each / 4:g}") for each in range(5)), ("as by chance", "always the same"))
# Where everybody gave one and the same mark, agreement cannot be told from chance.
SAME = "One mark only"
# In a picture of very many markers the middle ones say nothing: the outermost are drawn, the table has all.
MOST_DRAWN = 30


@dataclass(frozen=True)
class Pictures:
    """The pictures of one scope; ``None`` where there is nothing to draw yet. ``more``: markers not drawn."""

    agreement: Figure | None
    beyond_chance: Figure | None
    by_criterion: Figure | None
    by_marker: Figure | None
    severity: tuple[Figure, ...]
    scale: Figure | None
    more: int


@dataclass(frozen=True)
class OwnPictures:
    """One scheme's figures of a marker, with the picture of their severity where there is one."""

    line: OwnLine
    figure: Figure | None


def pictures(page: EstimatePage) -> Pictures:
    """Everything drawn for one scope."""
    known = page.line.figures
    if known is None or known.overall is None:
        return Pictures(None, None, None, None, (), None, 0)
    drawn = _outermost(page.markers)
    return Pictures(
        agreement=_agreement(known),
        beyond_chance=_beyond_chance(known),
        by_criterion=_alphas(
            "Agreement beyond chance, by criterion",
            "Criterion",
            ((f"{c.figures.code} {c.figures.title}", c.figures.agreed) for c in page.criteria),
        ),
        by_marker=_kappas(drawn),
        severity=tuple(
            _severity(known, group, [m for m in drawn if m.figures.group == group]) for group in _groups(drawn)
        ),
        scale=_scale(known, page) if known.bars else None,
        more=len(page.markers) - len(drawn),
    )


def board_pictures(board: AccuracyBoard) -> Figure | None:
    """Agreement beyond chance of every window that has figures, on one scale."""
    known = [(f"{line.title}: {line.brief}", line.figures.overall) for line in board.windows if line.figures]
    if not any(agreed for _, agreed in known):
        return None
    return _alphas("Agreement beyond chance, window by window", "Window", known)


def own_pictures(page: OwnPage) -> tuple[OwnPictures, ...]:
    """A marker's own figures drawn."""
    return tuple(OwnPictures(line, _own(line)) for line in page.lines)


def _agreement(known: Estimates) -> Figure:
    overall, result = known.overall, known.result
    rows = (
        ("The same mark", _ends(overall.exact if overall else None), ""),
        ("At most one step apart", _ends(overall.adjacent if overall else None), ""),
        ("The same result", _ends(result.exact if result else None), ""),
    )
    return interval_plot("How often two markers agree", axis=SHARE, rows=rows, what="What two markers gave")


def _beyond_chance(known: Estimates) -> Figure:
    of, none = known.overall, "No meaning"
    rows = (
        ("Weighted kappa", _ends(of.kappa if of else None), ""),
        ("Alpha, marks as names", _ends(of.nominal if of else None), ""),
        ("Alpha, marks in order", _ends(of.ordinal if of else None), ""),
        ("Alpha, marks as numbers", _ends(of.interval if of else None), ""),
        ("Kappa, passed or failed", _ends(known.result.kappa if known.result else None), ""),
    )
    title = "How far agreement goes beyond chance"
    return interval_plot(title, axis=_reaching(rows), rows=rows, what="Measure", none=none)


def _alphas(title: str, what: str, each: Iterable[tuple[str, Agreed | None]]) -> Figure:
    rows = [
        (name, _ends(agreed.ordinal if agreed else None), SAME if agreed and not agreed.ordinal else "")
        for name, agreed in each
    ]
    return interval_plot(title, axis=_reaching(rows), rows=rows, what=what)


def _kappas(markers: Sequence[MarkerLine]) -> Figure:
    rows = [(m.name, _ends(m.figures.agreed.kappa) if m.figures.agreed else None, "") for m in markers]
    title = "Agreement of each marker with the others"
    return interval_plot(title, axis=_reaching(rows), rows=rows, what="Marker")


def _severity(known: Estimates, group: int, markers: Sequence[MarkerLine]) -> Figure:
    rows = [(m.name, _ends(m.figures.severity), m.stands) for m in markers]
    title = "How severe each marker is" + (f", group {group + 1}" if known.groups > 1 else "")
    return interval_plot(title, axis=_logits(row for _, row, _ in rows), rows=rows, what="Marker")


def _scale(known: Estimates, page: EstimatePage) -> Figure:
    """A map as Wright drew them: scripts, markers and criteria on one scale."""
    return ruler(
        "Scripts, markers and criteria on one scale",
        bars=[(bar.low, bar.high, bar.scripts) for bar in known.bars],
        points=[(m.name, m.figures.severity.value) for m in page.markers if m.figures.severity and not m.figures.group],
        names=[(c.figures.code, c.figures.difficulty.value) for c in page.criteria if c.figures.difficulty],
        heads=("Scripts", "Markers", "Criteria"),
        says="Higher stand stronger scripts, more severe markers and harder criteria. The middle of each is at 0.",
    )


def _own(line: OwnLine) -> Figure | None:
    severity = line.figures.severity
    if severity is None:
        return None
    rows: list[Row] = [("You", _ends(severity), "")]
    return interval_plot("How severe you are", axis=_logits([rows[0][1]]), rows=rows, what="Marker")


def _ends(figure: Between | None) -> tuple[float, float, float] | None:
    return (figure.value, figure.low, figure.high) if figure else None


def _groups(markers: Sequence[MarkerLine]) -> list[int]:
    return sorted({m.figures.group for m in markers if m.figures.severity})


def _outermost(markers: Sequence[MarkerLine]) -> Sequence[MarkerLine]:
    """All, or the most severe and the most lenient where there are very many."""
    half = MOST_DRAWN // 2
    if len(markers) <= MOST_DRAWN:
        return markers
    ordered = sorted(markers, key=lambda m: -m.figures.severity.value if m.figures.severity else 0)
    return [*ordered[:half], *ordered[-half:]]


def _reaching(rows: Iterable[Row]) -> Axis:
    """From 0 to 1, or from -1 where something is below what chance gives."""
    if all(known is None or known[1] >= 0 for _, known, _ in rows):
        return BEYOND_CHANCE
    return Axis(-1, 1, tuple((each / 2, written(each / 2)) for each in range(-2, 3)), ("against", "always the same"))


def _logits(known: Iterable[tuple[float, float, float] | None]) -> Axis:
    """As wide as the figures go, in whole logits, the middle in the middle."""
    furthest = max((abs(end) for each in known if each for end in each[1:]), default=1.0)
    wide = max(int(-(-furthest // 1)), 1)
    step = max(wide // 2, 1)
    marks = tuple((float(at), written(at)) for at in range(-wide + (wide % step), wide + 1, step))
    return Axis(-wide, wide, marks, ("more lenient", "more severe"))
