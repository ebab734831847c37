"""The facts of a programme on its provider's page, each in the page's own words."""

import re
from collections.abc import Iterator, Sequence

from goldenthread.frameworks.rules.lines import Line
from goldenthread.frameworks.types.pages import Benefits, Offer, Offered

_MODEL = re.compile(
    r"\b(blended|online|virtual|face-to-face|remote|hybrid)(?:[ -]+\w+){0,2}?\s+(?:delivery|learning)\s+model",
    re.IGNORECASE,
)
_MADE_OF = re.compile(r"(?:consist\w* of|including|made up of|combin\w+)\s+([^.]+)\.", re.IGNORECASE)
_EVENTS = re.compile(r"\b(\d{1,2})\s+(?:face-to-face|in-person)\s+(?:events|days|sessions)", re.IGNORECASE)
_PLATFORM = re.compile(r"(?:virtual )?learning (?:environment|platform)(?: \([A-Z]+\))?,?(?: called)? ([A-Z]\w+)")
_COST = re.compile(r"\b(?:cost|fees?|price)\b.*\?$|^(?:cost|fees?|price)$", re.IGNORECASE)
_PRICED = re.compile(r"£|\bfees?\b|\bfree\b|\bfunded\b|\bconfirmed\b", re.IGNORECASE)
_BENEFITS = re.compile(r"^benefits for (?:the )?(\w+)|(\w+) benefit from:$", re.IGNORECASE)
_NETWORK = re.compile(r"((?:[A-Z]\w+ ){2,})(?:has|is|have|are)\b[^.]*?\bnetwork of (\d[\d,]*)([^.,;:]*)")
_WHAT_IT_DOES = re.compile(r"\b(?:who|that|which|to|working|across)\b")
_MASTERS = re.compile(r"\bmasters?\b", re.IGNORECASE)
_ITEM = re.compile(r"^[-–•●]\s+(.+)$")
_SAYS_BENEFITS = re.compile(r"^(?:what are the )?benefits\b", re.IGNORECASE)
_SAYS_WHO = re.compile(r"^who is (?:this|it) for\?", re.IGNORECASE)
_SAYS_MODEL = re.compile(r"\bdelivery model\b", re.IGNORECASE)
SIGNS = (_COST, _SAYS_BENEFITS, _SAYS_WHO, _SAYS_MODEL, _PLATFORM, _EVENTS)


def offer(lines: Sequence[Line]) -> Offer:
    """The facts of the programme."""
    text = "\n".join(line.text for line in lines)
    events, platform, network = _EVENTS.search(text), _PLATFORM.search(text), _NETWORK.search(text)
    return Offer(
        delivery=tuple(_delivery(lines)),
        events=int(events.group(1)) if events else 0,
        platform=platform.group(1) if platform else "",
        cost=_cost(lines),
        benefits=tuple(_benefits(lines)),
        provider=network.group(1).strip() if network else "",
        partners=int(network.group(2).replace(",", "")) if network else 0,
        network=_counted(network.group(2), network.group(3)) if network else "",
        masters=next((line.text for line in lines if _MASTERS.search(line.text)), ""),
    )


def _counted(number: str, words: str) -> str:
    """How many of what there are, as "165 schools and others", without what these do."""
    return " ".join([number.rstrip(","), *_WHAT_IT_DOES.split(words)[0].split()])


def _delivery(lines: Sequence[Line]) -> Iterator[Offered]:
    """Each way of delivery with the sentences about it."""
    told: dict[str, list[Line]] = {}
    for line in lines:
        for found in _MODEL.finditer(line.text):
            name = "online" if found.group(1).lower() == "virtual" else found.group(1).lower()
            if line not in told.setdefault(name, []):
                told[name].append(line)
    for name, about in told.items():
        sentences = [line.text for line in about if line.text[-1:] in ".!"]
        made = _MADE_OF.search(" ".join(sentences))
        parts = re.split(r",\s+|\s+and\s+", made.group(1)) if made else []
        yield Offered(name, tuple(parts), " ".join(sentences), tuple(line.number for line in about))


def _cost(lines: Sequence[Line]) -> str:
    """What stands below the question of its cost, if it is an answer."""
    filled = [line for line in lines if not line.is_blank]
    asked = next((at for at, line in enumerate(filled) if _COST.search(line.text)), None)
    answer = filled[asked + 1].text if asked is not None and asked + 1 < len(filled) else ""
    return answer if _PRICED.search(answer) else ""


def _benefits(lines: Sequence[Line]) -> Iterator[Benefits]:
    """The lists below a line that says who benefits."""
    filled = [line for line in lines if not line.is_blank]
    for at, line in enumerate(filled):
        named = _BENEFITS.search(line.text)
        if not named:
            continue
        found = list[tuple[str, int]]()
        for below in filled[at + 1 :]:
            item = _ITEM.match(below.raw.strip())
            if not item:
                break
            found.append((item.group(1), below.number))
        if found:
            yield Benefits((named.group(1) or named.group(2)).lower(), tuple(text for text, _ in found),
                           (line.number, *(number for _, number in found)))  # fmt: skip
