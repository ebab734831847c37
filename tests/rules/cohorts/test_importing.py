"""What Zoom, Teams and plain tables say about who was there, in any order, letters and number of rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from goldenthread.cohorts.rules.clocks import moment_in, seconds_in
from goldenthread.cohorts.rules.importing import (
    MOST_ROWS,
    mark_for,
    minutes_there,
    read_attendance,
    why_not_confirm,
    why_not_thresholds,
)
from goldenthread.cohorts.types import Attendee, Mark, Thresholds, UnreadRow
from goldenthread.ground.types import Refused

# 4pm to 6pm on Monday 6 July 2026 in the UK, which is an hour ahead of UTC in summer.
STARTS, ENDS = datetime(2026, 7, 6, 15, tzinfo=UTC), datetime(2026, 7, 6, 17, tzinfo=UTC)
DAYS = {"2026-07-06"}

ZOOM = """Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
812 3456,Live session,07/06/2026 03:55:00 PM,07/06/2026 06:01:00 PM,host@hub.example,126,3

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Amy (Amina Khan),amina@hill.example,07/06/2026 03:58:00 PM,07/06/2026 04:30:00 PM,32,Yes
Amy (Amina Khan),amina@hill.example,07/06/2026 04:40:00 PM,07/06/2026 06:01:00 PM,81,Yes
Bob's iPad,,07/06/2026 05:00:00 PM,07/06/2026 05:20:00 PM,20,Yes
"""
WEBINAR = """Attendee Report
Report Generated:,"Jul 6, 2026 7:00 PM"
Topic,Webinar ID
Live session,812
Panelist Details
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest
Yes,Farah Aziz,farah@hub.example,"Jul 6, 2026 15:50:00","Jul 6, 2026 18:05:00",135,No
Attendee Details
Attended,First Name,Last Name,Email,Join Time,Leave Time,Time in Session (minutes)
Yes,Ben,Okoro,ben@hill.example,"Jul 6, 2026 16:00:00","Jul 6, 2026 18:00:00",120
No,Cat,Lowe,cat@hill.example,--,--,--
"""
TEAMS = (
    "1. Summary\nMeeting title\tLive session\n\n2. Participants\n"
    "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n"
    "Khan, Amina\t7/6/26, 4:02:10 PM\t7/6/26, 6:00:10 PM\t1h 30m 5s\tamina@hill.example\t\tAttendee\n\n"
    "3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\n"
    "Khan, Amina\t7/6/26, 4:02:10 PM\t7/6/26, 5:00:10 PM\t58m\tamina@hill.example\tAttendee\n"
)


def read(text, encoding="utf-8"):
    return read_attendance(text.encode(encoding), starts_at=STARTS, ends_at=ENDS)


def there(*attendees):
    return minutes_there(attendees, starts_at=STARTS, ends_at=ENDS)


def test_a_zoom_meeting_adds_up_the_rows_of_each_person() -> None:
    amina, bob = read(ZOOM).attendees

    assert (amina.line, amina.name, amina.email, len(amina.spans)) == (5, "Amy (Amina Khan)", "amina@hill.example", 2)
    # From 4pm, when it began, to 4.30, and from 4.40 until 6pm, when it ended.
    assert there(amina) == 30 + 80
    assert (bob.name, there(bob)) == ("Bob's iPad", 20)


def test_a_zoom_webinar_has_two_lists_and_leaves_out_who_did_not_come() -> None:
    sheet = read(WEBINAR)

    assert [(a.name, there(a)) for a in sheet.attendees] == [("Farah Aziz", 120), ("Ben Okoro", 120)]
    assert sheet.unread == ()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_a_teams_report_counts_the_time_in_the_meeting_and_nobody_twice(encoding) -> None:
    [amina] = read(TEAMS, encoding).attendees

    assert (amina.name, amina.spans, amina.seconds) == ("Khan, Amina", (), 5405)
    assert there(amina) == 90


def test_a_plain_table_in_old_letters_with_semicolons() -> None:
    [zoe] = read("Duration;Participant\n1:30;Zoë Müller\n", "cp1252").attendees

    assert (zoe.name, zoe.email, there(zoe)) == ("Zoë Müller", "", 90)


def test_rows_that_cannot_be_read_come_back_with_their_line_and_reason() -> None:
    text = (
        "Name,Email,Join time,Leave time,Duration\n"
        ",,16:00,17:00,60\n"
        "Ann,,16:00,15:00,\n"
        "Ben,,5 July 2026 16:00,5 July 2026 17:00,\n"
        "Cat,,,,a while\n"
        "Dan,not an address,,,\n"
        "Eve,,soon,later,\n"
        "Fay\x00\x07,,16:00,17:00\n".replace("\x00", "")
    )

    sheet = read(text)

    assert sheet.unread == (
        UnreadRow(2, "It has no name."),
        UnreadRow(3, "It ends before it begins."),
        UnreadRow(4, "“5 July 2026 16:00” is on another day than this session."),
        UnreadRow(5, "“a while” is not a length of time."),
        UnreadRow(6, "It does not say for how long."),
        UnreadRow(7, "“soon” is not a time."),
    )
    assert [a.name for a in sheet.attendees] == ["Fay"]


@pytest.mark.parametrize(
    ("word", "text", "code"),
    [
        ("no headings", "Ann,60\nBen,30\n", "no_columns"),
        ("names without times", "Name,Email\nAnn,a@b.example\n", "no_columns"),
        ("nobody came", "Name,Duration,Attended\nAnn,0,No\n", "nobody_there"),
        ("empty", "", "no_columns"),
        ("too many", "Name,Minutes\n" + "Ann,60\n" * (MOST_ROWS + 1), "too_many_rows"),
        ("a workbook", "PK\x03\x04", "not_readable"),
    ],
)
def test_a_file_of_which_nothing_can_be_made_says_why(word, text, code) -> None:
    with pytest.raises(Refused) as refused:
        read(text)

    assert refused.value.refusal.code == code, word


def test_two_devices_at_once_count_once_and_nothing_counts_beyond_the_session() -> None:
    def at(*minutes):
        return tuple(STARTS + timedelta(minutes=m) for m in minutes)

    phone, desk = Attendee(1, "A", "", (at(-30, 40), at(45, 50))), Attendee(2, "A", "", (at(10, 60), at(130, 150)))

    assert there(phone, desk) == 60
    assert there(Attendee(3, "B", "", (), 9000)) == 120
    assert there() == 0


@pytest.mark.parametrize(
    ("minutes", "mark"), [(120, Mark.PRESENT), (96, Mark.PRESENT), (95, Mark.PARTLY), (30, Mark.PARTLY), (29, None)]
)
def test_the_share_of_minutes_makes_the_mark_and_too_few_make_none(minutes, mark) -> None:
    assert mark_for(minutes, of=120, thresholds=Thresholds(80, 25)) is mark


def test_thresholds_stand_in_order() -> None:
    assert why_not_thresholds(Thresholds(80, 25)) is None
    assert {why_not_thresholds(Thresholds(*pair)).code for pair in ((20, 30), (101, 5), (50, 0))} == {
        "thresholds_cross"
    }


@pytest.mark.parametrize(
    ("asked", "to_mark", "code"), [(0, 3, None), (1, 3, "names_unanswered"), (0, 0, "nobody_to_mark")]
)
def test_when_an_import_can_be_entered(asked, to_mark, code) -> None:
    refusal = why_not_confirm(asked=asked, to_mark=to_mark)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("06/07/2026 16:05:09", "15:05:09"),
        ("07/06/2026 04:05:09 PM", "15:05:09"),
        ("7/6/26, 4:05:09 PM", "15:05:09"),
        ("Jul 6, 2026 4:05 pm", "15:05:00"),
        ("6 July 2026 at 16:05", "15:05:00"),
        ("2026-07-06 16:05:09", "15:05:09"),
        ("2026-07-06T15:05:09Z", "15:05:09"),
        ("2026-07-06T16:05:09+01:00", "15:05:09"),
        ("16:05", "15:05:00"),
        ("12:05 am", "23:05:00"),
    ],
)
def test_times_are_read_as_the_sessions_day_in_uk_time(text, utc) -> None:
    assert f"{moment_in(text, days=DAYS):%H:%M:%S}" == utc


@pytest.mark.parametrize(
    "text",
    ["", "06/07/2026", "05/07/2026 16:00", "31/02/2026 16:00", "26:00", "2026-07-06T99:05:09Z", "6 Xyz 2026 16:00",
     "2026-07-05T12:00:00Z", "June 6, 2026 10:00"],
)  # fmt: skip
def test_what_is_no_time_of_the_session_is_refused(text) -> None:
    with pytest.raises(ValueError, match=r"not a time|another day"):
        moment_in(text, days=DAYS)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("62", 3720), ("62.5", 3750), ("62,5 mins", 3750), ("1:02", 3720), ("1:02:03", 3723), ("1h 2m 3s", 3723),
     ("45m10s", 2710), ("1 hr, 2 min", 3720), ("30 seconds", 30)],
)  # fmt: skip
def test_lengths_of_time(text, seconds) -> None:
    assert seconds_in(text) == seconds


@pytest.mark.parametrize("text", ["", "-5", "=1+1", "1d", "an hour", "1:2"])
def test_what_is_no_length_of_time_is_refused(text) -> None:
    with pytest.raises(ValueError, match="not a length of time"):
        seconds_in(text)
