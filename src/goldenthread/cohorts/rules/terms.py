"""Bank holidays, school years, and whether a session can be on a day.

England's bank holidays are worked out as the Banking and Financial Dealings Act 1971 and common law have them: the
fixed days, the first or last Monday of a month, and what hangs on Easter, with another weekday in place of one that
falls on a weekend. The list that the government publishes (gov.uk, *UK bank holidays*) reaches a year or two ahead;
what was compared with it, and until when, is said where the days are shown. A single holiday proclaimed for one year is
entered as a closure, and one that was moved away from its day as open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from types import MappingProxyType

from goldenthread.cohorts.types.terms import Span, SpanKind, Stretch, TermDates
from goldenthread.ground.types import Refusal

MONDAY, FRIDAY, SATURDAY = 0, 4, 5
SEPTEMBER = 9
# A term of half a year is a slip of the pen.
LONGEST_TERM = timedelta(days=150)
LONGEST_REST = timedelta(days=60)

_OF_BOTH = frozenset({SpanKind.CLOSURE, SpanKind.OPEN})


@cache
def easter(year: int) -> date:
    """Easter Sunday, by the Gregorian reckoning (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * rest) // 451
    month, day = divmod(h + rest - 7 * m + 114, 31)
    return date(year, month, day + 1)


@cache
def bank_holidays(year: int) -> Mapping[date, str]:
    """England's bank holidays of a year, by day."""
    sunday = easter(year)
    named: dict[date, str] = {}
    weekend: list[tuple[date, str]] = []
    for on, name in (
        (date(year, 1, 1), "New Year’s Day"),
        (sunday - timedelta(days=2), "Good Friday"),
        (sunday + timedelta(days=1), "Easter Monday"),
        (_on_or_after(date(year, 5, 1), MONDAY), "the Early May bank holiday"),
        (_on_or_before(date(year, 5, 31), MONDAY), "the Spring bank holiday"),
        (_on_or_before(date(year, 8, 31), MONDAY), "the Summer bank holiday"),
        (date(year, 12, 25), "Christmas Day"),
        (date(year, 12, 26), "Boxing Day"),
    ):
        if on.weekday() < SATURDAY:
            named[on] = name
        else:
            weekend.append((on, name))
    # After every day that is kept itself: Boxing Day on a Monday stays, and Christmas Day on the Sunday goes past it.
    for on, name in weekend:
        named[_next_working(on, named)] = f"the bank holiday for {name}"
    return MappingProxyType(dict(sorted(named.items())))


def school_year(day: date) -> int:
    """The calendar year in which the school year of a day begins."""
    return day.year if day.month >= SEPTEMBER else day.year - 1


def why_closed(day: date, terms: TermDates) -> str:
    """What is against a session on this day, as the end of *2 April is …*; empty where nothing is.

    A school year of which no term is known rules nothing out but bank holidays, half terms and closures.
    """
    if holiday := _holiday(day, terms):
        return holiday
    for span in terms.spans:
        if span.kind in {SpanKind.HALF_TERM, SpanKind.CLOSURE} and span.holds(day):
            return f"is in “{span.title}”"
    known = [s for s in terms.spans if s.kind is SpanKind.TERM and school_year(s.first_on) == school_year(day)]
    if known and not any(span.holds(day) for span in known):
        return "is outside the terms"
    return ""


def stretches(first: date, last: date, terms: TermDates) -> tuple[Stretch, ...]:
    """All days from one to another, put together where the same is to be said of them."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    runs = ((why, list(found)) for why, found in groupby(days, key=lambda day: why_closed(day, terms)))
    return tuple(Stretch(found[0], found[-1], why) for why, found in runs)


def why_shut(day: date, terms: TermDates) -> str:
    """As :func:`why_closed`, but only for bank holidays and closures: what nobody plans on by accident."""
    if holiday := _holiday(day, terms):
        return holiday
    shut = (s for s in terms.spans if s.kind is SpanKind.CLOSURE and s.holds(day))
    return next((f"is in “{span.title}”" for span in shut), "")


def _holiday(day: date, terms: TermDates) -> str:
    """Which bank holiday a day is, unless somebody entered that it is not kept."""
    named = bank_holidays(day.year).get(day)
    kept = named and not any(span.kind is SpanKind.OPEN and span.holds(day) for span in terms.spans)
    return f"is {named}" if kept else ""


def that_count(own: Iterable[Span], providers: Iterable[Span]) -> TermDates:
    """A partner's own terms and half terms where it has any term, otherwise the provider's; closures, and bank holidays
    that are not kept, of both."""
    own, providers = tuple(own), tuple(providers)
    keeps = own if any(span.kind is SpanKind.TERM for span in own) else (*own, *providers)
    kept = [span for span in keeps if span.kind not in _OF_BOTH]
    both = [span for span in (*own, *providers) if span.kind in _OF_BOTH]
    return TermDates(tuple(sorted({*kept, *both}, key=lambda span: (span.first_on, span.title))))


def illustrative(begins: int) -> tuple[Span, ...]:
    """Terms and half terms as many English schools have them in the school year that begins in this year.

    An example to start from, reckoned from Easter and the bank holidays, not anybody's published dates.
    """
    after = begins + 1
    sunday = easter(after)
    september = date(begins, 9, 3)
    september = september if september.weekday() < SATURDAY else _on_or_after(september, MONDAY)
    october = _on_or_after(date(begins, 10, 24), MONDAY)
    february = _on_or_after(date(after, 2, 14), MONDAY)
    may = _on_or_before(date(after, 5, 31), MONDAY)
    week = timedelta(days=4)

    def of(kind: SpanKind, title: str, first_on: date, last_on: date) -> Span:
        return Span(kind, title, first_on, last_on, is_illustrative=True)

    return (
        of(SpanKind.TERM, "Autumn term", september, _on_or_before(date(begins, 12, 20), FRIDAY)),
        of(SpanKind.HALF_TERM, "Autumn half term", october, october + week),
        of(SpanKind.TERM, "Spring term", _on_or_after(date(after, 1, 4), MONDAY), sunday - timedelta(days=9)),
        of(SpanKind.HALF_TERM, "Spring half term", february, february + week),
        of(
            SpanKind.TERM,
            "Summer term",
            sunday + timedelta(days=8),
            _on_or_before(date(after, 7, 22), FRIDAY),
        ),
        of(SpanKind.HALF_TERM, "Summer half term", may, may + week),
    )


def why_not_keep(span: Span, *, others: Iterable[Span]) -> Refusal | None:
    """Why these days cannot be kept beside those of the same organisation."""
    if not span.title.strip():
        return Refusal("no_title", "These days have no name.", "Give them a name, for example Autumn term.")
    if span.last_on < span.first_on:
        return Refusal("ends_before_start", "The last day is before the first.", "Give a last day after the first.")
    longest = LONGEST_TERM if span.kind is SpanKind.TERM else LONGEST_REST
    if span.last_on - span.first_on > longest:
        return Refusal("too_long", f"That is more than {longest.days} days.", "Check the years.")
    for other in others:
        if other.kind is span.kind and other.first_on <= span.last_on and span.first_on <= other.last_on:
            return Refusal(
                "overlaps",
                f"“{other.title}” is from {other.first_on:%-d %B %Y} to {other.last_on:%-d %B %Y}.",
                "Give days that are not in it, or change that one.",
            )
    return None


def _next_working(day: date, taken: Mapping[date, str]) -> date:
    return next(d for d in _days_after(day) if d.weekday() < SATURDAY and d not in taken)


def _days_after(day: date) -> Iterator[date]:
    return (day + timedelta(days=n) for n in range(1, 10))


def _on_or_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _on_or_before(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7)
