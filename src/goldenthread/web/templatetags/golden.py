"""The house's filters and tags. They are built in: no template needs to load them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template import Context, Library
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from goldenthread.assessment.types.counting import WordCount
from goldenthread.cohorts.types import saying, up
from goldenthread.programmes.types import Measure
from goldenthread.web.shared import browsers, words
from goldenthread.web.shared.fields.summary import Problem, problems_of
from goldenthread.web.shared.figures.drawing import Figure
from goldenthread.web.shared.figures.limits import word_bar
from goldenthread.web.shared.figures.share import share_bar
from goldenthread.web.shared.figures.thread import logo
from goldenthread.web.shared.markdown import markdown as markdown_

register = Library()


@register.filter
def deadline(value: datetime | None) -> str:
    """``{{ at|deadline }}``: the end of Monday 14 December 2026, where it is the midnight after that day."""
    return words.deadline(value)


@register.filter
def moment(value: datetime | None) -> str:
    """``{{ at|moment }}``: Tuesday 24 November 2026, 11:59pm."""
    return words.moment(value)


@register.filter
def day(value: date | datetime | None) -> str:
    """``{{ on|day }}``: Tuesday 24 November 2026."""
    return words.day(value)


@register.filter
def short_day(value: date | datetime | None) -> str:
    """``{{ on|short_day }}``: 24 Nov 2026, for tables."""
    return words.short_day(value)


@register.filter
def clock(value: datetime | time | None) -> str:
    """``{{ at|clock }}``: 11:59pm."""
    return words.clock(value)


@register.filter
def browser(user_agent: str | None) -> str:
    """``{{ session.user_agent|browser }}``: Chrome on Windows."""
    return browsers.browser(user_agent)


@register.filter
def hours(minutes: int | None) -> str:
    """``{{ minutes|hours }}``: 46 hours 30 minutes."""
    return words.hours(_number(minutes))


@register.filter
def spoken(value: Any) -> str:
    """``{{ line.did|spoken }}``: a name of the code as words; people.end_membership is End membership."""
    text = str(value).rpartition(".")[2].replace("_", " ")
    return text[:1].upper() + text[1:]


@register.filter
def percent(value: float | None) -> str:
    """``{{ figure|percent }}``: 87 %."""
    return words.percent(_number(value))


@register.filter
def decimal(value: float | None, places: int = 2) -> str:
    """``{{ figure|decimal:2 }}``: 0.87; below nought with a true minus, −0.42."""
    return words.decimal(_number(value), places)


@register.filter
def together(text: str) -> str:
    """``{{ sentence|together }}``: a figure and its % stay on one line."""
    return words.together(text)


@register.filter
def unbroken(text: Any) -> SafeString:
    """``{{ sentence|unbroken }}``: a script's number and a receipt's do not part at the end of a line."""
    return words.unbroken("" if text is None else text)


@register.filter
def share(part: float | str | None, whole: float = 1) -> str:
    """``{{ done|share:total }}`` or, for a share out of one, ``{{ 0.87|share }}``: 87 %, rounded down."""
    return "" if part is None or part == "" else words.percent(words.share(float(part), float(whole)))


@register.filter
def engaged(figure: Any) -> str:
    """``{{ engagement.figure|engaged }}``: 46 of 51 hours, 90 %."""
    return words.together(saying.in_words(figure))


@register.filter
def reached(figure: Any) -> str:
    """``{{ engagement.figure|reached }}``: 90 %; 89.6 % just below the 90 that are asked for."""
    return words.together(saying.per_cent(figure))


@register.filter
def based(figure: Any) -> str:
    """``{{ part|based }}``: 46 of 51 hours, without the share."""
    return saying.of_due(figure)


@register.filter
def asks_each(figure: Any) -> bool:
    """``{% if figure|asks_each %}``: whether every part of it has a threshold of its own."""
    return saying.is_each(figure)


@register.filter
def amount(size: Any, measure: Measure) -> str:
    """``{{ item.gap|amount:item.measure }}``: 2 hours 30 minutes, 5 points, 3 components."""
    return saying.amount(up(size), measure) if measure is Measure.MINUTES else saying.amount(size, measure)


@register.filter
def count(number: int | None, noun: str = "") -> str:
    """``{{ n|count:"participant" }}``: 4,000 participants; ``"person,people"`` where the plural is its own."""
    one, _, many = noun.partition(",")
    return words.count(_number(number), one, many)


@register.filter(name="words")
def words_(text: str | int | None) -> str:
    """``{{ text|words }}`` counts the words of a text, ``{{ 1480|words }}`` says a count: 1,480 words."""
    given = _number(text)
    number = given if isinstance(given, int) else words.words_in(given or "")
    return words.count(number, "word")


@register.filter
def pounds(pence: int | None) -> str:
    """Money: ``{{ pence|pounds }}`` is *£13.51*."""
    return words.pounds(pence)


@register.filter
def size(of_bytes: int | None) -> str:
    """``{{ file.size|size }}``: 24 kB."""
    return words.size(_number(of_bytes))


@register.filter
def until(later: datetime, now: datetime) -> str:
    """``{{ closes_at|until:at }}``: 8 days."""
    return words.period(now, later)


@register.filter(is_safe=True)
def paragraphs(text: str | None) -> SafeString:
    """``{{ reasons|paragraphs }}``: what somebody typed, escaped, with their blank lines and line ends kept."""
    blocks = [block for block in (text or "").replace("\r\n", "\n").split("\n\n") if block.strip()]
    made = ["<p>" + escape(block.strip()).replace("\n", "<br>") + "</p>" for block in blocks]
    return mark_safe("".join(made))  # noqa: S308  every word has been escaped


@register.filter(is_safe=True)
def markdown(text: str | None) -> SafeString:
    """``{{ page.body|markdown }}``: study text as headings, lists and links; put it inside ``gt-prose``."""
    return mark_safe(words.together(markdown_(text or "")))  # noqa: S308  cleaned by the sanitiser


@register.filter
def entry(mapping: Mapping[Any, Any], key: Any) -> Any:
    """``{{ counts|entry:statement.ref }}``: one entry of a mapping, or nothing."""
    return mapping.get(key) if mapping else None


@register.simple_tag
def mark() -> SafeString:
    """The mark: one line through three points."""
    return logo()


@register.simple_tag
def draw_share(label: str, done: float, total: float, threshold: float | str = "", said: str = "") -> Figure:
    """The drawn share for ``c-progress``: how much of the whole, and where the rule stands; ``said`` as the page says
    it beside."""
    asked = float(threshold) if threshold != "" else None
    return share_bar(label, done=float(done), total=float(total), threshold=asked, said=said)


@register.simple_tag
def draw_words(count: WordCount) -> Figure:
    """The words that count, part by part, against their limit; a person's count where there is one."""
    parts = [(each.name, each.words) for each in count.counting_parts]
    if count.by_person:
        parts = [("A person’s count", count.by_person.words)]
    return word_bar(parts, counted=count.counted, limit=count.limit, most=max(count.most, count.limit))


@register.simple_tag
def problems(*forms: BaseForm | str | None) -> tuple[Problem, ...]:
    """Everything that keeps these forms from being taken, each with the control to go to."""
    return tuple(p for form in forms if isinstance(form, BaseForm) for p in problems_of(form))


@register.simple_tag
def columns_of(columns: Iterable[Any]) -> list[dict[str, Any]]:
    """Column heads for ``c-table``: a name, or a pair of a name and ``number``, ``wide`` or ``hidden``."""
    pairs = [(c, "") if isinstance(c, str) else (c[0], c[1]) for c in columns or ()]
    return [{"name": name, "kind": kind} for name, kind in pairs]


@register.simple_tag
def rows_of(rows: Iterable[Any] | None) -> list[dict[str, Any]]:
    """Rows for ``c-summary-list``: pairs of a key and a value, or mappings with key, value, href and action."""
    return [dict(r) if isinstance(r, Mapping) else {"key": r[0], "value": r[1]} for r in rows or ()]


@register.simple_tag
def steps_of(steps: Iterable[Any] | None, now: Any = "") -> list[dict[str, str]]:
    """Steps for ``c-thread``: their words in order, with what is done and what is now."""
    names = [str(step) for step in steps or ()]
    here = names.index(str(now)) if str(now) in names else len(names)
    return [{"name": n, "is": "done" if i < here else "now" if i == here else "ahead"} for i, n in enumerate(names)]


@register.simple_tag(takes_context=True)
def pager(context: Context, page: Any, number: Any, pages: Any, key: str = "page") -> dict[str, Any] | None:
    """The way through pages for ``c-pagination``: from Django's page or from two numbers; nothing for one page.

    First, last, and one each side of this page are named; the filters in the address are kept.
    """
    here = int(page.number if page else number or 1)
    last = int(page.paginator.num_pages if page else pages or 1)
    if last < 2:
        return None
    request = context.get("request")
    kept = request.GET if request else QueryDict()
    shown = sorted({1, last, *range(max(1, here - 1), min(last, here + 1) + 1)})
    address = {n: _with(kept, key, n) for n in shown}
    links: list[dict[str, Any]] = []
    for before, this in zip([0, *shown], shown, strict=False):
        if this - before > 1:
            links.append({"gap": True})
        links.append({"number": this, "url": address[this], "current": this == here})
    return {"links": links, "before": address.get(here - 1), "after": address.get(here + 1)}


@register.filter
def is_field(thing: Any) -> bool:
    """Whether a thing is a form's field rather than words."""
    return isinstance(thing, BoundField)


def _with(kept: QueryDict, key: str, number: int) -> str:
    asked = kept.copy()
    asked[key] = str(number)
    return f"?{asked.urlencode()}"


def _number(value: Any) -> Any:
    """A number that came through an attribute as words is a number again; anything else stays what it is."""
    return int(value) if isinstance(value, str) and value.isdecimal() else value
