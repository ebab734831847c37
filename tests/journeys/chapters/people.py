"""Chapter one: an installation is founded and everybody is brought in."""

from __future__ import annotations

from tests.journeys.company import Company

ADA = "ada@provider.example"
HOME, PARTNER = "Fenland Leadership Trust", "Harbour Teaching Hub"
STAFF = (
    ("Callum Reid", "callum@provider.example", "Curriculum lead", HOME),
    ("Priya Shah", "priya@provider.example", "Programme manager", HOME),
    ("Quentin Adeyemi", "quentin@provider.example", "Quality lead", HOME),
    ("Marguerite Stone", "marguerite@provider.example", "Moderator", HOME),
    ("Agnes Doyle", "agnes@marking.example", "Assessor", HOME),
    ("Bernard Lowe", "bernard@marking.example", "Assessor", HOME),
    ("Farah Aziz", "farah@harbour.example", "Facilitator", PARTNER),
    ("Colin Marsh", "colin@harbour.example", "Coach", PARTNER),
    ("Oscar Flint", "oscar@moorland.example", "Programme manager", "Moorland Teaching Hub"),
)


def everybody_is_brought_in(company: Company) -> None:
    """Founding is the one step that is not taken in the browser: the operator names the first administrator."""
    company.house.goldenthread(
        "found", "--provider", "Fenland Leadership Trust", "--name", "Ada Okafor", "--email", ADA
    )
    ada = company(ADA)
    ada.goto("/").look()
    for partner in (PARTNER, "Moorland Teaching Hub"):
        ada.goto("/people/organisations/add/").choose("Delivery partner").fill("Name", partner)
        ada.press("Add")
        ada.sees(partner)
    ada.goto("/people/organisations/add/").choose("School").fill("Name", "Castle Hill Primary School")
    ada.fill("URN", "100001").press("Add")
    for name, email, duty, place in STAFF:
        ada.goto("/people/bring-in/").fill("Name", name).fill("E-mail address", email).choose("Duty", duty)
        ada.choose("Lead provider or delivery partner", place).press("Bring in")
        ada.sees(name)
    ada.goto("/people/bring-in/").fill("Name", "Helen Carter").fill("E-mail address", "helen@castlehill.example")
    ada.choose("Duty", "Headteacher").fill("Or a school, by its URN", "100001").look("bring-somebody-in").press(
        "Bring in"
    )
    ada.sees("Helen Carter")
    ada.goto("/people/").look("people")
