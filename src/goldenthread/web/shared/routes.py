"""Who may enter where. A view that does not say refuses everybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpResponse

from goldenthread.people.types import Actor, Duty

View = TypeVar("View", bound=Callable[..., HttpResponse])


class _Anyone:
    """The two answers that are not a list of duties."""

    def __init__(self, words: str) -> None:
        self.words = words

    def __repr__(self) -> str:
        return self.words


SIGNED_IN = _Anyone("everyone who is signed in")
EVERYONE = _Anyone("everyone")


@dataclass(frozen=True)
class Admission:
    """Who is admitted to a view, and why, where that needs saying."""

    whom: _Anyone | frozenset[Duty]
    why: str = ""

    @property
    def needs_sign_in(self) -> bool:
        """Whether a stranger is first asked to sign in."""
        return self.whom is not EVERYONE

    def admits(self, actor: Actor) -> bool:
        """Whether this actor may enter; what they see inside is the queryset's business."""
        return actor.wears(*self.whom) if isinstance(self.whom, frozenset) else True

    def __str__(self) -> str:
        if isinstance(self.whom, frozenset):
            return ", ".join(sorted(duty.value.replace("_", " ") for duty in self.whom))
        return f"{self.whom!r}: {self.why}" if self.why else repr(self.whom)


def admits(*whom: Duty | _Anyone, why: str = "") -> Callable[[View], View]:
    """Say who may enter a view: duties, ``SIGNED_IN``, or ``EVERYONE`` with the reason why."""
    if EVERYONE in whom:
        if not why:
            raise ValueError("A page open to everyone says why.")
        admission = Admission(EVERYONE, why)
    elif SIGNED_IN in whom:
        admission = Admission(SIGNED_IN, why)
    else:
        admission = Admission(frozenset(d for d in whom if isinstance(d, Duty)), why)

    def mark(view: View) -> View:
        view.admission = admission  # type: ignore[attr-defined]  # read by the guard
        return view

    return mark


@dataclass(frozen=True)
class NavItem:
    """A place in the navigation: shown to those who wear any of ``duties`` (empty: to everyone signed in)."""

    label: str
    url_name: str
    duties: frozenset[Duty] = frozenset()
    order: int = 50
