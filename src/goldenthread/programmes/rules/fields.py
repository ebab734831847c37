"""Read values out of a file or a JSON column, and say of every fault where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from goldenthread.ground.types import Refusal, Refused
from goldenthread.programmes.types import Fault

C = TypeVar("C", bound=StrEnum)
V = TypeVar("V")
_WORD = re.compile(r"[A-Za-z0-9.\-]+")


class Faulty(Refused):
    """Raised where a file or column cannot be used; carries every :class:`Fault` found, not only the first."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        says = " ".join(f"{fault}." for fault in faults)
        super().__init__(Refusal("faulty_fields", says, "Mend the fields named and load the file again."))
        self.faults = tuple(faults)


class Fields:
    """One mapping under reading. A fault is noted and a harmless value given, so that reading goes on to the end."""

    def __init__(self, values: Any, *, file: str, at: str = "", faults: list[Fault] | None = None) -> None:
        self.file, self.at = file, at
        self.faults: list[Fault] = [] if faults is None else faults
        self.seen: set[str] = set()
        self.values: Mapping[str, Any] = values if isinstance(values, Mapping) else {}
        if not isinstance(values, Mapping):
            self.fault("", "should be a set of named fields")

    def fault(self, name: str, says: str) -> None:
        """Note what is wrong with a field."""
        self.faults.append(Fault(self.file, self._path(name) or "the file", says))

    def text(self, name: str, default: str | None = None, *, most: int | None = None) -> str:
        """Some words, of at most so many characters; required unless there is a default."""
        value = self._take(name, default)
        if not isinstance(value, str) or (not value.strip() and default is None):
            return self._wrong(name, value or None, "should be some words", "")
        if most is not None and len(value.strip()) > most:
            self.fault(name, f"should have at most {most} characters, and has {len(value.strip())}")
        return value.strip()

    def word(self, name: str, *, most: int) -> str:
        """One word of letters, digits, full stops and hyphens, of at most so many characters."""
        value = self.text(name, most=most)
        if value and not _WORD.fullmatch(value):
            self.fault(name, f"should be letters, digits, full stops and hyphens alone, not “{value}”")
        return value

    def whole(self, name: str, *, least: int, most: int, default: int | None = None) -> int:
        """A whole number within bounds, which the fault names."""
        value = self._take(name, default)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        return self._wrong(name, value, f"should be a whole number from {least} to {most}", least)

    def whole_or_none(self, name: str, *, least: int, most: int) -> int | None:
        """A whole number within bounds, or nothing where it is not known."""
        if self.values.get(name) is None:
            self.seen.add(name)
            return None
        return self.whole(name, least=least, most=most)

    def wholes(self, name: str, *, least: int, most: int) -> tuple[int, ...]:
        """A list of whole numbers within bounds; none where the field is not there."""
        values = self._list(name)
        if all(isinstance(value, int) and not isinstance(value, bool) and least <= value <= most for value in values):
            return tuple(values)
        return self._wrong(name, values, f"should be whole numbers from {least} to {most}", ())

    def flag(self, name: str, *, default: bool) -> bool:
        """Yes or no."""
        value = self._take(name, default)
        return value if isinstance(value, bool) else self._wrong(name, value, "should be true or false", default)

    def choice(self, name: str, kinds: type[C], default: C | None = None) -> C:
        """One of a list of words; the fault names them all."""
        value = self._take(name, default)
        known = [kind.value for kind in kinds]
        if isinstance(value, str) and value in known:
            return kinds(value)
        return self._wrong(name, value, f"should be one of {', '.join(known)}", next(iter(kinds)))

    def choice_or_none(self, name: str, kinds: type[C]) -> C | None:
        """One of a list of words, or nothing where it is not known."""
        if self.values.get(name) is None:
            self.seen.add(name)
            return None
        return self.choice(name, kinds)

    def choices(self, name: str, kinds: type[C]) -> frozenset[C]:
        """Any of a list of words."""
        words = self.texts(name)
        known = {kind.value for kind in kinds}
        for word in words:
            if word not in known:
                self.fault(name, f"“{word}” should be one of {', '.join(sorted(known))}")
        return frozenset(kinds(word) for word in words if word in known)

    def day(self, name: str) -> date:
        """A date, as YAML or ISO 8601 writes it."""
        value = self._take(name, None)
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            return self._wrong(name, value, "should be a date such as 2020-10-01", date.min)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of words; none where the field is not there."""
        values = self._list(name)
        if all(isinstance(value, str) for value in values):
            return tuple(values)
        return self._wrong(name, values, "should be a list of words", ())

    def many(self, name: str) -> tuple[Fields, ...]:
        """A list of sets of fields; none where the field is not there."""
        return tuple(
            Fields(value, file=self.file, at=self._path(f"{name}[{i}]"), faults=self.faults)
            for i, value in enumerate(self._list(name), start=1)
        )

    def one(self, name: str) -> Fields:
        """A set of fields inside this one; empty where it is not there."""
        value = self._take(name, {})
        return Fields(value, file=self.file, at=self._path(name), faults=self.faults)

    def done(self) -> None:
        """Note every field that nothing has read: most often a slip of the pen."""
        for name in self.values:
            if name not in self.seen:
                self.fault(str(name), "is not a field that is known here")

    def refuse(self) -> None:
        """:raises Faulty: if anything at all was wrong."""
        if self.faults:
            raise Faulty(self.faults)

    def _list(self, name: str) -> list[Any]:
        value = self._take(name, [])
        return value if isinstance(value, list) else self._wrong(name, value, "should be a list", [])

    def _take(self, name: str, default: Any) -> Any:
        self.seen.add(name)
        value = self.values.get(name)
        return default if value is None else value

    def _wrong(self, name: str, value: Any, says: str, instead: V) -> V:
        self.fault(name, f"is missing; it {says}" if value is None else f"{says}, not “{value}”")
        return instead

    def _path(self, name: str) -> str:
        return f"{self.at}.{name}".strip(".") if name else self.at
