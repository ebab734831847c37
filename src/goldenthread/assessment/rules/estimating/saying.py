"""What figures mean, in sentences."""

from __future__ import annotations

from goldenthread.assessment.types.estimating import Agreed, Between, Estimates, Fit, MarkerFigures
from goldenthread.programmes.types import AccuracyRule

DISTINCT = 1.0


def says_of(figures: Estimates, rule: AccuracyRule) -> tuple[str, ...]:
    """What the figures of a scope mean, the plainest first; or that there are too few to say."""
    if figures.overall is None or figures.result is None or figures.apart is None:
        return (too_few(figures.doubled, rule),)
    found = [
        (
            f"Two markers give the same mark on a criterion {_share(figures.overall.exact)} of the time, "
            f"and are at most one step apart {_share(figures.overall.adjacent)} of the time."
        ),
        (
            f"They come to the same result, passed or failed, for {_share(figures.result.exact)} of scripts. "
            f"Their totals are {_number(figures.apart.value)} marks apart on average."
        ),
    ]
    found += _of_pass(figures)
    found += _of_markers(figures)
    if figures.groups > 1:
        found.append(
            f"The markers fall into {figures.groups} groups that share no script with one another. How severe they "
            "are is compared within a group and never across: give markers of different groups a script in common."
        )
    if not figures.is_modelled:
        found.append("How severe markers are could not be worked out from these markings: the search came to no rest.")
    return tuple(found)


def too_few(scripts: int, rule: AccuracyRule) -> str:
    """That there is too little to go on, and how much is needed."""
    so_far = "No script was" if not scripts else "1 script was" if scripts == 1 else f"{scripts} scripts were"
    return f"Too few to say: {so_far} marked by two. Figures are shown from {rule.least_scripts} scripts on."


def stands(marker: MarkerFigures, rule: AccuracyRule) -> str:
    """How severe a marker is, in words."""
    if marker.severity is None:
        return too_few(marker.doubled, rule)
    if marker.severity.low > 0:
        return "More severe than the middle"
    return "More lenient than the middle" if marker.severity.high < 0 else "Not told apart from the middle"


def fits(fit: Fit | None, rule: AccuracyRule) -> str:
    """Whether marks are as predictable as the model expects, in words; both chance and the rule must speak."""
    if fit is None:
        return ""
    if fit.infit > max(fit.high, rule.fit_high / 100):
        return "Less predictable than expected"
    return "More uniform than expected" if fit.infit < min(fit.low, rule.fit_low / 100) else "As expected"


def says_to(marker: MarkerFigures, overall: Agreed | None, rule: AccuracyRule, *, at_pass: int) -> tuple[str, ...]:
    """How a marker stands, in words to them that help and name nobody."""
    if marker.agreed is None:
        return (too_few(marker.doubled, rule),)
    found = [
        (
            f"You gave the same mark as the other marker {_share(marker.agreed.exact)} of the time, and were at most "
            f"one step apart {_share(marker.agreed.adjacent)} of the time."
        )
    ]
    if overall:
        found.append(f"Over all markers it is {_percent(overall.exact.value)} and {_percent(overall.adjacent.value)}.")
    if marker.severity is None:
        return tuple(found)
    if marker.severity.low <= 0 <= marker.severity.high:
        found.append("You are about as severe as most: your marks cannot be told apart from the middle.")
    else:
        way, help_ = (
            ("more severe", "read the descriptor above the one you would choose, and ask what is missing for it")
            if marker.severity.low > 0
            else ("more lenient", "read the descriptor you would choose word by word, and look for each in the script")
        )
        found.append(f"You are {way} than the middle of the markers. Before your next script, {help_}.")
    if marker.at_pass is not None:
        found.append(
            f"A script that the middle marker places on the pass mark of {at_pass} would be given "
            f"{_number(marker.at_pass)} by you, on average."
        )
    return tuple(found)


def _of_pass(figures: Estimates) -> list[str]:
    at = figures.at_pass
    if at is None:
        return []
    return [
        (
            f"A script that scores on the pass mark of {at.total} would be given between {_number(at.least)} and "
            f"{_number(at.most)}, on average, by the most severe and by the most lenient marker. "
            f"One marking of it would lie between {_number(at.low)} and {_number(at.high)} nineteen times in twenty."
        )
    ]


def _of_markers(figures: Estimates) -> list[str]:
    if figures.separation is None:
        return []
    if figures.separation < DISTINCT:
        return ["Markers do not differ in severity by more than chance could explain."]
    out = sum(m.severity is not None and not m.severity.low <= 0 <= m.severity.high for m in figures.markers)
    counted = sum(m.severity is not None for m in figures.markers)
    return [
        (
            "Markers differ in severity by more than chance explains: "
            f"{out} of {counted} can be told apart from the middle."
        )
    ]


def _share(figure: Between) -> str:
    value, low, high = _percent(figure.value), _percent(figure.low), _percent(figure.high)
    return value if low == high else f"{value} ({low} to {high})"


def _percent(value: float) -> str:
    # Rounded down, as everywhere: the board beside it shows the same figure.
    return f"{int(value * 100 + 1e-9)} %"


def _number(value: float) -> str:
    return f"{value:.1f}"
