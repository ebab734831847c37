"""Take values out of a file or a form, and say of every fault where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from goldenthread.coaching.types.instruments import Fault

C = TypeVar("C", bound=StrEnum)


class Taking:
    """One set of fields under reading. A fault is noted and a harmless value given, so that reading goes to the end."""

    def __init__(self, values: Any, *, at: str, faults: list[Fault]) -> None:
        self.at, self.faults = at, faults
        self.taken: set[str] = set()
        self.values: Mapping[str, Any] = values if isinstance(values, Mapping) else {}
        if not isinstance(values, Mapping):
            self.fault("", "should be a set of named fields")

    def fault(self, name: str, says: str) -> None:
        """Note what is wrong with a field."""
        self.faults.append(Fault(f"{self.at}.{name}".strip(".") or "the file", says))

    def words(self, name: str, *, most: int, needed: bool = True) -> str:
        """Some words, no longer than that."""
        value = self._take(name)
        if value is None and not needed:
            return ""
        if not isinstance(value, str) or (needed and not value.strip()):
            self.fault(name, "should be some words")
            return ""
        if len(value) > most:
            self.fault(name, f"should be at most {most} characters")
        return value.strip()[:most]

    def whole(self, name: str, *, least: int, most: int, default: int | None = None) -> int:
        """A whole number within bounds."""
        value = self._take(name)
        if value is None and default is not None:
            return default
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.fault(name, f"should be a whole number from {least} to {most}")
        return least

    def flag(self, name: str, *, default: bool) -> bool:
        """Yes or no."""
        value = self._take(name)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self.fault(name, "should be true or false")
        return default

    def choice(self, name: str, kinds: type[C]) -> C:
        """One of a list of words; the fault names them all."""
        value = self._take(name)
        known = [kind.value for kind in kinds]
        if value in known:
            return kinds(value)
        self.fault(name, f"should be one of {', '.join(known)}")
        return next(iter(kinds))

    def list_of(self, name: str, kind: type) -> tuple[Any, ...]:
        """A list of values of one kind; none where the field is not there."""
        value = self._take(name)
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(each, kind) and not isinstance(each, bool) for each in value):
            return tuple(value)
        self.fault(name, f"should be a list of {'whole numbers' if kind is int else 'words'}")
        return ()

    def many(self, name: str) -> tuple[Taking, ...]:
        """A list of sets of fields; none where the field is not there."""
        value = self._take(name)
        if value is not None and not isinstance(value, list):
            self.fault(name, "should be a list")
        listed = value if isinstance(value, list) else []
        return tuple(self._inside(each, f"{name}[{n}]") for n, each in enumerate(listed, 1))

    def one(self, name: str) -> Taking:
        """A set of fields inside this one."""
        value = self._take(name)
        return self._inside({} if value is None else value, name)

    def done(self) -> None:
        """Note every field that nothing has read: most often a slip of the pen."""
        for name in self.values:
            if name not in self.taken:
                self.fault(str(name), "is not a field that is known here")

    def _inside(self, values: Any, name: str) -> Taking:
        return Taking(values, at=f"{self.at}.{name}".strip("."), faults=self.faults)

    def _take(self, name: str) -> Any:
        self.taken.add(name)
        return self.values.get(name)
