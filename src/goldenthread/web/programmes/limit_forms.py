"""What curriculum leads type about the words that the work may have."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from goldenthread.programmes.types import (
    OVER_NAMES,
    AllowanceUnit,
    AssessmentPolicy,
    OverLimit,
    PartLimit,
    PenaltyBand,
    PenaltyWay,
    RuleAbout,
    WordRule,
)
from goldenthread.web.programmes.rule_form import RuleForm, Section
from goldenthread.web.shared.fields import (
    CheckboxesField,
    ChoiceField,
    ConfirmField,
    NumberField,
    TextField,
)

PARTS = (
    ("headings", "Headings"),
    ("tables", "Tables"),
    ("captions", "Captions"),
    ("footnotes", "Footnotes and endnotes"),
    ("references", "References"),
    ("annexes", "Annexes"),
)
MOST_PIECES = MOST_BANDS = 3
UNITS = [(AllowanceUnit.PER_CENT.value, "per cent of the limit"), (AllowanceUnit.WORDS.value, "words")]
WAYS = [
    (PenaltyWay.MARKS.value, "Marks are taken off, as the steps below say"),
    (PenaltyWay.NOT_MARKED.value, "What stands beyond is not marked"),
]


def _named(*names: str, most: int) -> tuple[str, ...]:
    """What the fields are called of which there are several alike."""
    return tuple(f"{name}_{n}" for n in range(1, most + 1) for name in names)


class LimitForm(RuleForm):
    """A word rule, since when it holds, and on whose word."""

    about = RuleAbout.WORDS
    sections = (
        Section("Steps of a penalty in marks", _named("above", "marks", most=MOST_BANDS)),
        Section(
            "Pieces with limits of their own",
            _named("piece", "piece_limit", most=MOST_PIECES),
            "Only where the work has several, such as two tasks. A heading with a piece’s name opens it in a file.",
        ),
    )

    limit = NumberField(
        label="How many words may the work have?",
        hint="Leave it empty where its pieces have limits of their own below",
        min_value=100,
        max_value=50_000,
        width=5,
        suffix="words",
        required=False,
        says_optional=False,
    )
    counts = CheckboxesField(
        label="What counts beside the text itself?",
        hint="Contents, headers, footers and comments never count",
        choices=list(PARTS),
        required=False,
        says_optional=False,
    )
    over = ChoiceField(
        label="What follows where there are more words?",
        choices=[(over.value, name) for over, name in OVER_NAMES.items()],
        hints={
            OverLimit.FLAG.value: "They see the count, and where in the text the limit is reached",
            OverLimit.PENALTY.value: "Said before it is handed in, and applied when the marks are settled",
            OverLimit.STOP.value: "It says how many words too many, and what counts. Where a file’s parts cannot be "
            "told apart, it is taken and a person looks at it",
        },
    )
    allowance = NumberField(
        label="How much above a limit is allowed before that follows?",
        min_value=0,
        max_value=5000,
        width=4,
        required=False,
    )
    allowance_unit = ChoiceField(
        label="In what is that given?", choices=UNITS, inline=True, small=True, initial=AllowanceUnit.PER_CENT.value
    )
    way = ChoiceField(
        label="If there is a penalty, what is it?", choices=WAYS, small=True, initial=PenaltyWay.MARKS.value
    )
    is_illustrative = ConfirmField(
        label="No official figure was found: pages say that this limit is illustrative", required=False
    )

    @classmethod
    def said(cls, policy: AssessmentPolicy) -> dict[str, Any]:
        """What a policy says, as the form shows it."""
        rule = policy.words
        said: dict[str, Any] = {
            "limit": None if rule.limits else rule.limit,
            "counts": [name for name, _ in PARTS if getattr(rule, f"counts_{name}")],
            "over": rule.over.value,
            "allowance": rule.allowance or None,
            "allowance_unit": rule.allowance_unit.value,
            "way": rule.way.value,
        }
        for n, piece in enumerate(rule.limits[:MOST_PIECES], 1):
            said |= {f"piece_{n}": piece.name, f"piece_limit_{n}": piece.limit}
        for n, band in enumerate(rule.bands[:MOST_BANDS], 1):
            said |= {f"above_{n}": band.above, f"marks_{n}": band.marks}
        return said

    def add_more(self) -> None:
        """The pieces, and the steps of a penalty."""
        for n in range(1, MOST_PIECES + 1):
            self.fields[f"piece_{n}"] = TextField(
                label=f"Name of piece {n}",
                hint="As its heading says it, for example Task 1",
                max_length=80,
                required=False,
            )
            self.fields[f"piece_limit_{n}"] = NumberField(
                label=f"Limit of piece {n}", min_value=100, max_value=50_000, width=5, suffix="words", required=False
            )
        for n in range(1, MOST_BANDS + 1):
            self.fields[f"above_{n}"] = NumberField(
                label=f"Step {n}: more than how far over the limit?", min_value=0, max_value=500, width=3, suffix="%",
                required=False,
            )  # fmt: skip
            self.fields[f"marks_{n}"] = NumberField(
                label=f"Step {n}: how many marks are taken off?", min_value=1, max_value=500, width=3, required=False
            )

    def clean(self) -> dict[str, Any]:
        """What each field allows by itself but not beside the others."""
        said: dict[str, Any] = super().clean() or {}
        pieces, bands = self._pairs("piece", "piece_limit", MOST_PIECES), self._pairs("above", "marks", MOST_BANDS)
        if len(pieces) == 1 or len({str(name).casefold() for name, _ in pieces}) < len(pieces):
            self.add_error("piece_1", "Name two different pieces or more, or none")
        if pieces and said.get("limit") not in (None, sum(limit for _, limit in pieces)):
            self.add_error("limit", "Leave this empty, or enter the sum of the limits of the pieces")
        if not pieces and said.get("limit") is None and "limit" not in self.errors:
            self.add_error("limit", "Enter how many words the work may have")
        takes_marks = said.get("over") == OverLimit.PENALTY.value and said.get("way") == PenaltyWay.MARKS.value
        if takes_marks and not bands:
            self.add_error("above_1", "Say how many marks are taken off")
        if any(one[0] >= two[0] for one, two in pairwise(bands)):
            self.add_error("above_1", "Each step begins further over the limit than the one before")
        return said

    def _pairs(self, first: str, second: str, most: int) -> list[tuple[Any, int]]:
        """Fields that go together, where both are filled in; half a pair is an error."""
        found = []
        for n in range(1, most + 1):
            pair = [self.cleaned_data.get(f"{each}_{n}") for each in (first, second)]
            given = [each not in (None, "") for each in pair]
            if all(given):
                found.append((pair[0], int(pair[1] or 0)))
            elif any(given) and not {f"{first}_{n}", f"{second}_{n}"} & set(self.errors):
                missing = second if given[0] else first
                self.add_error(f"{missing}_{n}", "Fill in both fields of this line, or neither")
        return found

    def values(self) -> dict[str, Any]:
        """The word rule that was typed."""
        said, counts = self.cleaned_data, self.cleaned_data["counts"]
        pieces = self._pairs("piece", "piece_limit", MOST_PIECES)
        over, way = OverLimit(said["over"]), PenaltyWay(said["way"])
        takes_marks = over is OverLimit.PENALTY and way is PenaltyWay.MARKS
        rule = WordRule(
            limit=sum(limit for _, limit in pieces) or said["limit"],
            **{f"counts_{name}": name in counts for name, _ in PARTS},
            limits=tuple(PartLimit(name, limit) for name, limit in pieces),
            over=over,
            allowance=said["allowance"] or 0,
            allowance_unit=AllowanceUnit(said["allowance_unit"]),
            way=way if over is OverLimit.PENALTY else PenaltyWay.MARKS,
            bands=tuple(PenaltyBand(*each) for each in self._pairs("above", "marks", MOST_BANDS))
            if takes_marks
            else (),
        )
        return {"words": rule}
