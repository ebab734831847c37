"""Read the same thing once while one page is put together out of the parts of several rooms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_READ: ContextVar[dict[Any, Any] | None] = ContextVar("read", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """Inside, what is marked with ``read_once`` is read once for the same question, and forgotten at the end.

    Only around reading: nothing may be written inside.
    """
    before = _READ.set({})
    try:
        yield
    finally:
        _READ.reset(before)


def read_once(ask: Callable[P, T]) -> Callable[P, T]:
    """A query that several parts of a page ask alike. Outside of ``reading_once`` it is asked each time."""

    @wraps(ask)
    def answered(*args: P.args, **kwargs: P.kwargs) -> T:
        read = _READ.get()
        if read is None:
            return ask(*args, **kwargs)
        question = (ask, args, tuple(sorted(kwargs.items())))
        if question not in read:
            read[question] = ask(*args, **kwargs)
        answer: T = read[question]
        return answer

    return answered
