"""Every way in, and every way of being kept out."""

from __future__ import annotations

import re

import pytest
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail, signing
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from goldenthread.ground.models import AuditEntry
from goldenthread.people.models import Person
from goldenthread.web.people.linking import SALT

COLIN = "colin@harbour.example"
PASSWORD = "a long walk by the harbour"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def colin(cast) -> Person:
    return Person.objects.get(email=COLIN)


def ask_for_code(client: Client, email: str = COLIN):
    return client.post(reverse("account_request_login_code"), {"email": email}, follow=True)


def code_in(message) -> str:
    return re.search(r"\n\n([A-Z0-9]{3,}-?[A-Z0-9]+)\n", message.body).group(1)


def link_in(message) -> str:
    return re.search(r"http://testserver(\S+/people/sign-in/\S+|/people/sign-in/\S+)", message.body).group(1)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_somebody_brought_in_without_a_password_signs_in_with_a_code(client, colin) -> None:
    page = ask_for_code(client, "Colin@Harbour.example")
    message = mail.outbox[0]
    assert message.to == [COLIN]
    assert b"Enter your code" in page.content
    assert not is_in(client)

    answer = client.post(reverse("account_confirm_login_code"), {"code": code_in(message)})

    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/").context["actor"].name == "Colin Marsh"


def test_a_wrong_code_lets_nobody_in_and_three_end_it(client, colin) -> None:
    ask_for_code(client)
    wrong = [client.post(reverse("account_confirm_login_code"), {"code": "ZZZ-ZZZ"}) for _ in range(3)]
    late = client.post(reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[0])})

    assert not is_in(client)
    assert [answer.status_code for answer in wrong] == [200, 200, 302]
    assert late.status_code == 302


def test_the_link_in_the_same_message_signs_in_once_after_a_button(client, colin) -> None:
    ask_for_code(client)
    link = link_in(mail.outbox[0])
    browser, scanner = Client(), Client()
    assert scanner.get(link).status_code == 200
    assert not is_in(scanner)

    page = browser.get(link)
    assert COLIN in page.content.decode()
    answer = browser.post(link)

    assert answer.url == "/"
    assert is_in(browser)
    assert Client().get(link).status_code == 410
    again = Client()
    assert again.post(link).status_code == 410
    assert not is_in(again)


def test_once_the_link_was_used_the_code_beside_it_signs_nobody_in(client, colin) -> None:
    ask_for_code(client)
    assert Client().post(link_in(mail.outbox[0])).status_code == 302

    answer = client.post(reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[0])})

    assert "not the code we sent" in answer.content.decode()
    assert not is_in(client)


@pytest.mark.parametrize("how", ["old", "forged", "left"])
def test_a_link_that_is_old_forged_or_of_somebody_who_left_does_nothing(client, colin, how, settings) -> None:
    ask_for_code(client)
    link = link_in(mail.outbox[0])
    if how == "old":
        settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = -1
    if how == "forged":
        link = reverse("people:enter_by_link", args=[signing.dumps([str(colin.ref), "x"], salt=SALT)])
    if how == "left":
        Person.objects.update(is_active=False)

    assert client.post(link).status_code == 410
    assert not is_in(client)


def test_nobody_learns_from_the_page_who_has_an_account(client, colin) -> None:
    known = ask_for_code(Client(), COLIN).content.decode().replace(COLIN, "X")
    unknown = ask_for_code(Client(), "nobody@harbour.example").content.decode().replace("nobody@harbour.example", "X")
    bare = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')

    assert bare.sub("", known) == bare.sub("", unknown)
    assert "Nobody is known to us by that address" in mail.outbox[1].body
    assert "people/sign-in" not in mail.outbox[1].body


def test_a_password_once_set_signs_in_and_guessing_locks_out(client, colin) -> None:
    client.force_login(colin)
    answer = client.post(reverse("account_set_password"), {"password1": PASSWORD, "password2": PASSWORD})
    assert answer.status_code == 302
    assert AuditEntry.objects.get(did="people.set_password").by == str(colin.ref)

    right = Client()
    assert right.post(reverse("account_login"), {"login": COLIN, "password": PASSWORD}).status_code == 302
    assert is_in(right)

    guesser = Client()
    for _ in range(5):
        guesser.post(reverse("account_login"), {"login": COLIN, "password": "a wrong guess, again"})
    locked = guesser.post(reverse("account_login"), {"login": COLIN, "password": PASSWORD})
    assert not is_in(guesser)
    assert "too many wrong passwords" in locked.content.decode()


def test_asking_for_codes_has_a_limit(client, colin) -> None:
    answers = [ask_for_code(Client()) for _ in range(4)]

    assert len(mail.outbox) == 3
    assert (answers[-1].status_code, answers[-1]["Retry-After"]) == (429, "60")
    assert "sign-in codes were asked for" in answers[-1].content.decode()
    assert "wrong" not in answers[-1].content.decode()


def asked_from(forwarded: str) -> int:
    asked = {"email": f"{forwarded.replace('.', '').replace(', ', '-')}@x.example"}
    return Client().post(reverse("account_request_login_code"), asked, HTTP_X_FORWARDED_FOR=forwarded).status_code


def test_behind_a_web_server_of_ours_one_visitor_uses_up_nobody_elses_tries(client, db, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "2/m/ip"}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    # What a visitor writes stands before what our server adds.
    greedy = [asked_from(f"203.0.113.{number}, 198.51.100.1") for number in range(3)]

    assert greedy == [302, 302, 429]
    assert asked_from("203.0.113.1, 198.51.100.2") == 302


def test_without_a_web_server_of_ours_the_header_is_anybodys_word(client, db, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "2/m/ip"}

    assert [asked_from(f"198.51.100.{number}") for number in range(3)] == [302, 302, 429]


def test_a_short_password_is_refused(client, colin) -> None:
    client.force_login(colin)

    answer = client.post(reverse("account_set_password"), {"password1": "short", "password2": "short"})

    assert answer.status_code == 200
    assert not Person.objects.get(pk=colin.pk).has_usable_password()


def test_a_forgotten_password_is_set_again_by_mail(client, colin) -> None:
    colin.set_password("something else entirely")
    colin.save()
    client.post(reverse("account_reset_password"), {"email": COLIN})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body).group(1)

    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})

    assert Client().login(email=COLIN, password=PASSWORD)


def test_sign_up_is_closed_and_says_whom_to_ask(client, db) -> None:
    page = client.get(reverse("account_signup"))
    client.post(reverse("account_signup"), {"email": "new@x.example", "password1": PASSWORD})

    assert "Ask the programme manager" in page.content.decode()
    assert not Person.objects.exists()


def test_a_second_factor_is_asked_for_after_the_password_and_after_the_code(client, colin) -> None:
    colin.set_password(PASSWORD)
    colin.save()
    client.post(reverse("account_login"), {"login": COLIN, "password": PASSWORD})
    # Changing factors asks again who this is.
    asked_again = client.get(reverse("mfa_activate_totp"))
    assert asked_again.url.startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    assert client.post(reverse("mfa_activate_totp"), {"code": totp(secret)}).status_code == 302
    kept = Authenticator.objects.get(user=colin, type="totp")
    assert secret not in str(kept.data)
    assert Authenticator.objects.filter(user=colin, type="recovery_codes").exists()
    recovery = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]

    by_password = Client()
    answer = by_password.post(reverse("account_login"), {"login": COLIN, "password": PASSWORD})
    assert answer.url == reverse("mfa_authenticate")
    assert not is_in(by_password)
    by_password.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not is_in(by_password)
    by_password.post(reverse("mfa_authenticate"), {"code": recovery[0]})
    assert is_in(by_password)

    ask_for_code(Client())
    by_link = Client()
    assert by_link.post(link_in(mail.outbox[-1])).url == reverse("mfa_authenticate")
    assert not is_in(by_link)


@pytest.mark.parametrize(
    ("signal", "became"),
    [
        (signals.authenticator_added, "added"),
        (signals.authenticator_reset, "renewed"),
        (signals.authenticator_removed, "removed"),
    ],
)
def test_what_somebody_does_with_their_factors_is_in_the_record(colin, signal, became) -> None:
    signal.send(
        sender=Authenticator, request=None, user=colin, authenticator=Authenticator(user=colin, type="webauthn")
    )

    entry = AuditEntry.objects.get(did="people.second_factor")
    assert (entry.by, entry.to) == (str(colin.ref), str(colin.ref))
    assert entry.facts == {"factor": "webauthn", "became": became}


def test_sessions_are_listed_and_ended_everywhere_else(client, colin) -> None:
    colin.set_password(PASSWORD)
    colin.save()
    here, there = Client(), Client()
    for browser in (here, there):
        browser.post(reverse("account_login"), {"login": COLIN, "password": PASSWORD})
    page = here.get(reverse("usersessions_list"))
    assert page.content.decode().count('<th scope="row">') == 2

    here.post(reverse("usersessions_list"))
    here.post(reverse("usersessions_list"))
    assert AuditEntry.objects.get(did="people.sign_out", by=str(colin.ref)).facts == {"sessions": "1"}

    assert here.get(reverse("people:account")).status_code == 200
    assert there.get(reverse("people:account")).status_code == 302


@pytest.mark.parametrize(
    "name",
    [
        "account_login", "account_request_login_code", "account_signup", "account_reset_password",
        "account_reset_password_done", "account_inactive", "account_reset_password_from_key_done",
    ],
)  # fmt: skip
def test_every_page_of_the_way_in_is_drawn_in_our_frame(client, db, name) -> None:
    page = client.get(reverse(name))

    assert page.status_code == 200
    assert 'class="gt-header"' in page.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "account_logout", "account_email", "account_change_password", "mfa_index", "mfa_activate_totp",
        "mfa_list_webauthn", "mfa_add_webauthn", "usersessions_list",
    ],
)  # fmt: skip
def test_every_page_of_ones_own_account_is_drawn_in_our_frame(client, colin, name) -> None:
    client.force_login(colin)

    page = client.get(reverse(name), follow=True)

    assert page.status_code == 200
    assert 'class="gt-header"' in page.content.decode()


def test_a_passkey_can_be_asked_for_without_script_in_the_page(client, db) -> None:
    page = client.get(reverse("account_login")).content.decode()

    runs = re.findall(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)[^>]*>", page)
    assert runs == []
    assert "mfa/js/webauthn.js" in page
    assert client.get(reverse("mfa_login_webauthn"), HTTP_ACCEPT="application/json").status_code == 200


def totp(secret: str) -> str:
    """The code of this moment, as an app would show it."""
    assert TOTP
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


@pytest.mark.parametrize(
    ("to", "leads"),
    [
        ("/people/account/", "/people/account/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("https:elsewhere.example", "/"),
        ("\\\\elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_signing_in_leads_to_a_page_of_this_site_and_nowhere_else(client, colin, to, leads) -> None:
    colin.set_password(PASSWORD)
    colin.save()

    answer = client.post(reverse("account_login"), {"login": COLIN, "password": PASSWORD, "next": to})

    assert (is_in(client), answer.status_code, answer.url) == (True, 302, leads)


def test_a_page_that_is_kept_from_somebody_is_kept_however_it_is_asked_for(client, colin) -> None:
    client.force_login(colin)
    pages = [reverse("people:clients"), reverse("assessment:release", args=["6d3f4c1e-6d0c-4f0e-9b55-0c4f6f9d1a11"])]

    for page in pages:
        plain = client.get(page).status_code
        assert plain in {403, 404}
        assert client.head(page).status_code == plain
        for accepts in ("application/json", "text/csv", "*/*"):
            assert client.get(page, headers={"accept": accepts}).status_code == plain
