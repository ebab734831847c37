"""A made provider's page about a qualification, in our own words, as the text of a web page comes out."""

from __future__ import annotations

from tests.makers.frameworks import MadeFramework

OFFER = """Made National Qualification (MADE): Made Leaders
MADE gives people what they need. It has these areas:
- 1 – Leading Learning
- 2 – Shaping the Timetable
What are the benefits?
Far Hills Trust has grown into a network of 1,020 schools.
Benefits for Participants
- A desk
- A lamp
They are lent.
Benefits for Nobody
How is it delivered?
MADE makes use of a blended delivery model consisting of walks, talks and rest. We walk.
MADE people will attend 6 face-to-face events via the blended delivery model.
Online-only Delivery Model
There is an online delivery model.
Everything is on the virtual learning environment (VLE) Slate.
It counts towards a Masters.
Who is this for?
People who lead. MADE is for them.
What does it cost?
It is free.
"""


def as_page(framework: MadeFramework, *, offer: str = OFFER, cut: int | None = None, times: int = 0) -> str:
    """The offer, and the framework's sections in cells with bars.

    Of the section ``cut`` only the first line of each page is left; the last section stands there ``times`` more.
    """
    parts = [offer.rstrip()]
    for section in [*framework.sections, *framework.sections[-1:] * times]:
        numbered = [f"{number}. {text}" for number, text in enumerate(section.learn_that, start=1)]
        if section.number == cut:
            numbered = [" ".join(numbered[at].split()[:9]) for at in (0, 4)]
        stems = [stem for stem, _ in section.stems]
        parts += [
            f"{section.title} | |",
            "Learn that… | Learn how to… |",
            f"{' '.join(numbered)} |",
            f"{' '.join(stems)} |",
        ]
    return "\n".join(parts) + "\n"
