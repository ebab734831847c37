"""Samples in a browser: preview, draw, look, decide and hand over; and nothing for whoever has no access."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.assessment.models import Look, Ruling, Sample, SampleGuest, Supplement
from goldenthread.ground.types import Notice
from goldenthread.jobs.moderating import draw_supplement, write_to_guest
from goldenthread.people.models import Person
from goldenthread.people.queries.acting import actor_by_email
from tests.makers.assessment import AFTER, REASON
from tests.makers.sampling import WHY, lay_scripts, want_samples

LATER = AFTER + timedelta(days=1)


@pytest.fixture
def sampled(cast, planned, marked, client):
    """A script in a sample, drawn through the page after a look at what it would hold."""
    want_samples(share=100)
    client.force_login(Person.objects.get(pk=cast.moderator.person_id))
    page = reverse("assessment:sample", args=[planned.window])
    assert "it would hold 1 script: 2 of 2 markings" in client.get(page, {"seed": "abc"}).content.decode()
    assert client.post(page, {"seed": ""}).status_code == 422
    assert client.post(page, {"seed": "abc"}).status_code in {302, 303}
    assert Sample.objects.get().seed == "abc"
    return marked


def test_a_moderator_looks_and_decides(cast, planned, sampled, scheme, client) -> None:
    page, look = reverse("assessment:sample", args=[planned.window]), reverse("assessment:look", args=[sampled])
    own = {f"mark_{c.code}": "0" for c in scheme.criteria}

    for here in ("/", reverse("assessment:moderation")):
        assert page in client.get(here).content.decode()
    assert client.get(look).status_code == 200
    refused = client.post(look, {"right": "own", "comment": "Thin", **own})
    assert refused.status_code == 422
    assert "Thin" in refused.content.decode()
    assert f'<a href="#id_reason_{scheme.criteria[0].code}"' in refused.content.decode()
    reasons = {f"reason_{c.code}": WHY for c in scheme.criteria}
    done = client.post(look, {"right": "own", **own, **reasons}, follow=True).content.decode()

    assert "is kept." in done
    assert "To be decided" in done
    assert Look.objects.get().total == 0
    assert "Looked at" in client.get(look).content.decode()
    ruling = reverse("assessment:ruling", args=[planned.window, cast.assessor.person])
    said = {"decision": "correct", "by_marks": "-1", "code": "", "reason": REASON}
    assert client.post(ruling, said | {"by_marks": ""}).status_code == 422
    short = client.post(ruling, said | {"reason": "Too kind."})
    assert (short.status_code, "The reason is too short" in short.content.decode()) == (422, True)
    check = client.post(ruling, said).content.decode()
    assert "Nothing has changed yet." in check
    assert not Ruling.objects.exists()
    assert REASON in client.post(ruling, said | {"change": "yes"}).content.decode()
    assert "It is decided about" in client.post(ruling, said | {"confirmed": "yes"}, follow=True).content.decode()
    assert client.post(ruling, said | {"confirmed": "yes"}).status_code == 422
    assert "Decided" in client.get(page).content.decode()
    assert "Agnes" not in client.get(ruling).content.decode()
    compared = client.get(reverse("assessment:compare", args=[sampled])).content.decode()
    assert "Marks of this script are corrected" in compared
    assert "In the sample for moderation it was judged at 0 of" in compared
    assert compared.count("In the sample it was judged at 0.") == len(scheme.criteria)


def test_what_is_marked_after_the_draw_is_supplemented(cast, planned, sampled, client) -> None:
    (script,) = lay_scripts(cast, planned, 1, at=LATER)
    page = reverse("assessment:sample", args=[planned.window])
    before = client.get(page).content.decode()

    done = client.post(reverse("assessment:draw_supplement", args=[planned.window]), follow=True).content.decode()

    assert "2 markings finished since the last draw are not in it. Results wait" in before
    assert "The supplement is drawn: 1 more script to look at." in done
    assert "With supplement 1" in done
    assert "abc+1" in done
    again = client.post(reverse("assessment:draw_supplement", args=[planned.window]), follow=True).content.decode()
    assert "No marking was finished since the last draw" in again
    draw_supplement(Notice("assessment.marked", {"script": str(script.ref)}), LATER)
    assert Supplement.objects.count() == 1


def test_a_sample_goes_out_and_comes_back(planned, sampled, client) -> None:
    page = reverse("assessment:hand_over", args=[planned.window])
    pack = client.post(reverse("assessment:sample_pack", args=[planned.window]))
    take = reverse("assessment:take_judgements", args=[planned.window])

    bad = SimpleUploadedFile("judgements.csv", b"script,criterion,mark,reason\n1,2,3,4\n")
    refused = client.post(take, {"source": "Otherwise Education", "file": bad})

    assert client.get(page).status_code == 200
    assert (pack["Content-Type"], pack.content[:2]) == ("application/zip", b"PK")
    assert refused.status_code == 422
    assert "there is no script" in refused.content.decode()
    assert "Otherwise Education" in refused.content.decode()
    assert client.post(take, {"source": ""}).status_code == 422


def test_a_guest_comes_in_by_their_own_address_and_to_nothing_else(
    cast, planned, sampled, client, mailoutbox, now
) -> None:
    invite = reverse("assessment:invite_guest", args=[planned.window])
    until = (now + timedelta(days=5)).date()
    said = {"name": "Gwen Abara", "email": "gwen@otherprovider.example", "place": "Otherwise Education"}
    day = {"until_day": str(until.day), "until_month": str(until.month), "until_year": str(until.year)}
    assert client.post(invite, said).status_code == 422
    assert client.post(invite, said | day, follow=True).status_code == 200
    guest = SampleGuest.objects.get()
    write_to_guest(Notice("assessment.guest_invited", {"guest": str(guest.ref)}), now)
    assert reverse("assessment:guest_sample", args=[guest.ref]) in mailoutbox[-1].body
    gwen = Person.objects.get(pk=actor_by_email(said["email"]).person_id)

    client.force_login(gwen)
    home = client.get("/").content.decode()
    shared = client.get(reverse("assessment:guest_sample", args=[guest.ref])).content.decode()

    assert "Moderate a sample" in home
    assert reverse("assessment:look", args=[sampled]) in shared
    look = client.get(reverse("assessment:look", args=[sampled])).content.decode()
    assert [word for word in ("Parveen", "Agnes", "Castle Hill", "Harbour") if word in look + shared] == []
    assert client.get(reverse("assessment:looked_file", args=[sampled])).status_code == 200
    assert client.get(reverse("assessment:looked_piece", args=[sampled, 1])).status_code == 404
    for name in ("sample", "hand_over", "window"):
        assert client.get(reverse(f"assessment:{name}", args=[planned.window])).status_code == 404
    kept = client.post(reverse("assessment:look", args=[sampled]), {"right": "1"})
    assert kept.url == reverse("assessment:guest_sample", args=[guest.ref])
    client.force_login(Person.objects.get(pk=cast.moderator.person_id))
    client.post(reverse("assessment:end_guest", args=[guest.ref]))
    client.force_login(gwen)
    late = client.post(reverse("assessment:look", args=[sampled]), {"right": "own", "comment": "Typed too late."})
    over = client.get(reverse("assessment:guest_sample", args=[guest.ref]))
    assert (late.status_code, over.status_code) == (404, 404)
    assert "Typed too late." in late.content.decode()
    for said in (late, over):
        assert "Your access to this sample has ended" in said.content.decode()
    client.force_login(Person.objects.get(pk=cast.participant.person_id))
    assert "has ended" not in client.get(reverse("assessment:look", args=[sampled])).content.decode()
