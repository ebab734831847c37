"""The last chapter: the result, the certificate, its public page, and what school was told along the way."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2

from tests.journeys.chapters.cohort import PARVEEN, PRIYA, SAMIR
from tests.journeys.company import Company
from tests.journeys.walking import PHONE

HELEN = "helen@castlehill.example"


def the_result_is_read_and_the_certificate_verified(company: Company) -> None:
    company.house.post.newest(PARVEEN, about="result is out")
    parveen = company(PARVEEN, size=PHONE)
    parveen.goto("/assessment/").follow("Read your result")
    parveen.sees(re.compile("passed", re.IGNORECASE))
    parveen.look("result")
    parveen.goto("/awards/").look("awards")
    with parveen.page.expect_download() as sent:
        parveen.follow(re.compile("Download (your )?certificate"))
    pages = pypdfium2.PdfDocument(Path(sent.value.path()))
    words = pages[0].get_textpage().get_text_range()
    assert "Parveen Begum" in words
    code = re.search(r"/verify/([^\s/]+)", words)
    assert code, words
    stranger = company.stranger()
    stranger.goto(f"/verify/{code[1]}/").look("verify")
    shown = stranger.sees("Parveen Begum").page.locator("main").inner_text()
    assert not re.search("castlehill|2000001|Castle Hill", shown), "the public page says more than it must"
    stranger.close()


def school_was_told_along_the_way(company: Company) -> None:
    priya = company(PRIYA)
    priya.goto("/cohorts/").follow("Autumn, Harbour").follow("Progress updates").press("Send updates")
    priya.look("progress-updates")
    letter = company.house.post.newest(SAMIR, about="getting on").get_body(("plain",)).get_content()
    link = re.search(r"http\S+/reporting/updates/\S+", letter)
    assert link, letter
    samir = company.stranger()
    samir.goto(link[0]).look("progress-update")
    samir.close()
    helen = company(HELEN)
    helen.goto("/").look("headteacher-home")
    helen.goto("/reporting/people/").look("your-people")


def an_outsider_finds_nothing(company: Company) -> None:
    """Every address that Parveen and those around her have seen is not there for another partner's manager."""
    oscar = company("oscar@moorland.example")
    theirs = {w.page.url for email, w in company.walkers.items() if email != "oscar@moorland.example"}
    for url in sorted(u for u in theirs if re.search(r"[0-9a-f]{8}-", u)):
        answer = oscar.page.request.get(url)
        assert answer.status == 404, f"{url}: {answer.status}"
