"""Who comes after a coach, and what goes over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms

from goldenthread.coaching.types.handing_over import BookedMeeting, HandOver, LeavingLine, LeavingPage
from goldenthread.people.types import PersonRef
from goldenthread.web.coaching.proposing_forms import coach_field
from goldenthread.web.shared.fields import ChoiceField, TextAreaField, TextField
from goldenthread.web.shared.words import day

KEEP, CALL_OFF = "keep", "call_off"
NOBODY = "Nobody yet: it ends"
LATER = "A place, or the address of an online room. Left empty, the next coach says where"


class HandOverForm(forms.Form):
    """The next coach of each participant, why, and what becomes of what is booked."""

    why = TextAreaField(
        label="Why does the coach change?", rows=2, asks="Write a sentence for the record",
        hint="The next coach reads it. Participants do not",
    )  # fmt: skip
    booked = ChoiceField(
        label="Meetings that are booked",
        asks="Choose what becomes of meetings that are booked",
        choices=[(KEEP, "Keep them for the next coach"), (CALL_OFF, "Call them off")],
        hints={KEEP: "At the same time, where you say above or the next coach says. Without a coach, called off"},
        initial=KEEP,
        small=True,
    )
    note = TextAreaField(
        label="A note for the next coach", rows=4, required=False,
        hint="It goes over beside what the leaving coach wrote. Private notes never go over",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, page: LeavingPage) -> None:
        super().__init__(data)
        self.lines = page.lines
        for line in page.lines:
            name = line.proposal.seeker.name
            self.fields[_name(line)] = coach_field(line.proposal, label=f"Next coach of {name}", empty=NOBODY)
            for meeting in _held(line):
                self.fields[_where(meeting)] = TextField(
                    label=f"Where the meeting with {name} on {day(meeting.at)} is held, if it is kept",
                    hint=f"Until now: {meeting.where}. {LATER}" if meeting.where else LATER,
                    initial=meeting.next_where, max_length=300, required=False,
                )  # fmt: skip

    def rows(self) -> Iterator[tuple[LeavingLine, Any, list[Any]]]:
        """Each participant with their list, and where their meetings are held."""
        return ((line, self[_name(line)], [self[_where(one)] for one in _held(line)]) for line in self.lines)

    def decided(self) -> HandOver:
        """What was decided."""
        said = self.cleaned_data
        chosen = ((line.pairing, said[_name(line)]) for line in self.lines)
        return HandOver(
            coaches={pairing: PersonRef(UUID(coach)) if coach else None for pairing, coach in chosen},
            why=said["why"],
            keep_booked=said["booked"] == KEEP,
            note=said["note"],
            places={one.ref: said[_where(one)] for line in self.lines for one in _held(line)},
        )


class NoteForm(forms.Form):
    """What the next coach should know."""

    words = TextAreaField(
        label="What the next coach should know", rows=8, asks="Write what the next coach should know",
        hint="For example what they work on, what helps them, and what you would have done next",
    )  # fmt: skip


def _held(line: LeavingLine) -> list[BookedMeeting]:
    return [meeting for meeting in line.booked if not meeting.is_suggested]


def _where(meeting: BookedMeeting) -> str:
    return f"where_{meeting.ref}"


def _name(line: LeavingLine) -> str:
    return f"next_{line.pairing}"
