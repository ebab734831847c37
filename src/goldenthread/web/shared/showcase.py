"""Made-up data for the components page: long names, large numbers, nothing at all."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator

from goldenthread.web.shared import fields
from goldenthread.web.shared.figures.agreement import agreement_plot
from goldenthread.web.shared.figures.drawing import Figure
from goldenthread.web.shared.figures.groups import group_bars
from goldenthread.web.shared.figures.strip import Mark, timeline_strip

LONG = "Oluwaseun Featherstonehaugh-Ramachandran"
SCHOOL = "St Bartholomew-the-Great and All Hallows Church of England Voluntary Aided Primary School"


class EveryField(forms.Form):
    """One of each field."""

    title = fields.TextField(label="Title of the cohort", hint="As participants will see it", width="two-thirds")
    email = fields.EmailField(label="Sponsor's e-mail address")
    places = fields.NumberField(label="How many places are there?", min_value=1, max_value=400, suffix="places")
    starts_on = fields.DateField(label="First day", hint="For example, 5 10 2026")
    closes_at = fields.MomentField(label="When the window closes", hint="UK time, like 11:59pm")
    route = fields.ChoiceField(
        label="Route",
        choices=[("blended", "Blended"), ("online", "Online only")],
        hints={"blended": "Online units, coaching and four events to travel to"},
    )
    days = fields.CheckboxesField(label="Days that suit you", choices=[("mon", "Monday"), ("tue", "Tuesday")])
    coach = fields.SelectField(label="Coach", choices=[("a", LONG), ("b", "Bo Li")], required=False)
    reasons = fields.TextAreaField(label="Reasons for this mark", words=12, hint="The participant will read this")
    script = fields.FileField(label="Your script", kinds=(".docx", ".pdf"), hint="A Word document or a PDF")
    password = fields.PasswordField(label="Password")
    own_work = fields.ConfirmField(label="This is my own work, and I have named everything I quote")


class Asked(forms.Form):
    """A search and a filter, as a board has them."""

    q = fields.SearchField(label="Find a participant", width="full")
    partner = fields.SelectField(label="Delivery partner", choices=[("n", "Northern Fells Teaching School Hub")])


ANSWERS = {
    "title": "Autumn 2026, blended",
    "email": "not-an-address",
    "places": "4000",
    "starts_on_day": "31",
    "starts_on_month": "2",
    "starts_on_year": "2026",
    "reasons": "A clear account of why the change was made, and of what came of it in the end.",
}


def showcase(at: datetime) -> dict[str, Any]:
    """Everything the components page shows, as if seen at this moment."""
    return {
        "empty_form": EveryField(auto_id="first_%s"),
        "wrong_form": EveryField(ANSWERS, auto_id="second_%s"),
        "asked": Asked(auto_id="asked_%s"),
        "long": LONG,
        "school": SCHOOL,
        "people": [
            {"name": LONG, "school": SCHOOL, "coach": "Bo Li", "figure": 87, "kind": "look", "state": "At risk"},
            {
                "name": "Ana de Souza",
                "school": "Hill Top",
                "coach": LONG,
                "figure": 96,
                "kind": "good",
                "state": "On track",
            },
            {
                "name": "Xi Ng",
                "school": "Brook",
                "coach": "Not paired",
                "figure": 0,
                "kind": "stop",
                "state": "Not started",
            },
        ],
        "facts": [
            {"key": "Participant", "value": LONG},
            {"key": "School", "value": SCHOOL},
            {"key": "Coach", "value": "Not paired yet", "href": "#", "action": "Pair"},
        ],
        "steps": ["Applied", "Accepted", "Learning", "Assessed", "Awarded"],
        "crumbs": [("Cohorts", "#"), ("Autumn 2026, blended", "#")],
        "parts": [
            {"label": "Participants", "url": "#", "current": True},
            {"label": "Timetable", "url": "#", "current": False},
            {"label": "Engagement", "url": "#", "current": False},
            {"label": "Assessment", "url": "#", "current": False},
        ],
        "page": Paginator(range(4000), 50).page(6),
        "earlier": at - timedelta(days=12),
        "later": at + timedelta(days=8),
        "typed": "The change was made in two terms.\n\nIt <b>held</b>.",
        "figures": pictures(at),
        "sha": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    }


def pictures(at: datetime) -> list[Figure]:
    """One of each drawn figure."""
    today = at.date()
    return [
        agreement_plot(
            "The markers agree on 3 of 4 criteria",
            criteria=[("Use of evidence", 2, 2), ("Implementation", 1, 3), ("Leading people", 0, 0), ("Impact", 3, 3)],
            levels=["Not met", "Partly", "Met", "Exceeded"],
        ),
        timeline_strip(
            "The window opens in 8 days",
            marks=[
                Mark(today - timedelta(days=90), "Opening event"),
                Mark(today - timedelta(days=80), "Coaching 1"),
                Mark(today - timedelta(days=12), "Second event"),
                Mark(today + timedelta(days=8), "Window opens"),
                Mark(today + timedelta(days=16), "Window closes"),
            ],
            now=today,
        ),
        group_bars(
            "Northern Fells has the most people at risk",
            groups=[("Northern Fells", 37), ("South Coast Alliance", 12), ("Directly run", 0)],
            unit="people",
        ),
    ]
