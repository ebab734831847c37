"""What a provider's page says of a qualification: facts of the programme, and what is left of the framework."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.frameworks.types.doubts import Doubt
from goldenthread.frameworks.types.kinds import Kind


@dataclass(frozen=True, slots=True)
class PageItem:
    """A statement, stem or bullet as the page has it. ``is_whole`` only where nothing speaks for its being cut."""

    kind: Kind
    number: int | None
    text: str
    is_whole: bool
    lines: tuple[int, ...]
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class PageSection:
    """A section of the framework as far as it survived on the page. ``times`` counts how often it was pasted."""

    number: int
    title: str
    line: int
    items: tuple[PageItem, ...]
    is_foreign: bool = False
    times: int = 1
    doubts: tuple[Doubt, ...] = ()

    def of_kind(self, kind: Kind) -> tuple[PageItem, ...]:
        """The items of one kind."""
        return tuple(item for item in self.items if item.kind is kind)


@dataclass(frozen=True, slots=True)
class Offered:
    """A way in which the programme is delivered, in the page's words."""

    name: str
    made_of: tuple[str, ...]
    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Benefits:
    """What somebody is promised to have from it."""

    whose: str
    items: tuple[str, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """The facts of the programme. ``events`` is 0 and words are empty where the page does not say them.

    ``partners`` is how many the provider's network has, ``network`` the page's own words for it.
    """

    delivery: tuple[Offered, ...]
    events: int
    platform: str
    cost: str
    benefits: tuple[Benefits, ...]
    provider: str
    partners: int
    masters: str
    network: str = ""


@dataclass(frozen=True, slots=True)
class ProviderPage:
    """A page as read."""

    offer: Offer
    sections: tuple[PageSection, ...]
    areas: tuple[str, ...]
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A whole statement of a page, by section and number, and the framework's statement that it is, if one is near."""

    section: int
    number: int
    to_section: int | None = None
    to_number: int | None = None
    is_exact: bool = False
    text: str = ""
