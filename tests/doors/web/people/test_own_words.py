"""The pages, messages and mails of the sign-in library speak our words: none of its stock English is left."""

from __future__ import annotations

import html
import re
from pathlib import Path

import allauth
import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

import goldenthread.web
from goldenthread.people.models import Person
from goldenthread.web.people.signing_in import SecondFactors
from goldenthread.web.shared.browsers import browser
from tests.doors.web.people.test_signing_in import COLIN, PASSWORD, ask_for_code, code_in, link_in, totp

LIBRARY = Path(allauth.__file__).parent
OURS = Path(goldenthread.web.__file__).parent / "templates"
APPS = ("account", "mfa", "usersessions")
# What is switched off: sign-up, telephone numbers, the library's list of addresses, codes for addresses and passwords.
SWITCHED_OFF = {
    "account/signup.html", "account/signup_by_passkey.html", "mfa/webauthn/signup_form.html",
    "account/email.html", "account/email_change.html", "account/base_confirm_code.html",
    "account/confirm_email_verification_code.html", "account/confirm_password_reset_code.html",
    "account/confirm_phone_verification_code.html", "account/phone_change.html",
    "account/snippets/already_logged_in.html", "account/snippets/warn_no_email.html",
    *(f"account/email/{name}_{part}.txt" for part in ("subject", "message") for name in (
        "account_already_exists", "email_changed", "email_confirm", "email_confirmation",
        "email_deleted", "password_reset_code",
    )),
    *(f"account/messages/{name}.txt" for name in (
        "cannot_delete_primary_email", "email_confirmation_failed", "email_confirmation_sent", "email_confirmed",
        "email_deleted", "phone_verification_sent", "phone_verified", "primary_email_set", "unverified_primary_email",
    )),
}  # fmt: skip
# Words that are anybody's, and that we would choose ourselves.
ORDINARY = {
    "sign in", "There is", "There are", "Sign in with a passkey", "Use your password", "Enter your password",
    "Recovery codes", "Last used",
}  # fmt: skip
SAYS = re.compile(
    r"{%\s*(?:blocktrans\w*[^%]*%}(.*?){%\s*endblocktrans|trans\w*\s+(?:\"([^\"]+)\"|'([^']+)'))", re.DOTALL
)
GAPS = re.compile(r"{{.*?}}|{%.*?%}|<[^>]*>|%[ds]|{\w+}", re.DOTALL)
SAYS_IN_CODE = re.compile(r"(?:_|gettext)\(\s*((?:f?\"[^\"]*\"\s*)+)", re.DOTALL)


def stock_english() -> set[str]:
    """The sentences of the library, in the longest pieces that no value interrupts; single words are anybody's."""
    said = []
    for app in APPS:
        for path in (LIBRARY / "templates" / app).rglob("*.*"):
            said += ["".join(found) for found in SAYS.findall(path.read_text())]
        for path in (LIBRARY / app).rglob("*.py"):
            if "migrations" not in path.parts:
                said += ["".join(re.findall(r'"([^"]*)"', found)) for found in SAYS_IN_CODE.findall(path.read_text())]
    pieces = (piece for text in said for piece in GAPS.split(text))
    plain = {" ".join(piece.split()).strip(" .:,") for piece in pieces}
    return {piece for piece in plain if piece.count(" ")} - ORDINARY


STOCK = stock_english()


def shown(content: str) -> str:
    """What a page says, with what it would say without scripts and what stands in its boxes."""
    return " ".join(html.unescape(re.sub(r"<(?!input)[^>]*>", " | ", content)).split())


def stock_in(content: str) -> list[str]:
    text = shown(content)
    return sorted(piece for piece in STOCK if re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", text))


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def colin(cast) -> Person:
    person = Person.objects.get(email=COLIN)
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def inside(client, colin) -> Client:
    """Signed in, and asked again not long ago."""
    client.post(reverse("account_login"), {"login": COLIN, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.fixture
def passkey(colin) -> Authenticator:
    kept = {"name": "My phone", "credential": {"clientExtensionResults": {}}}
    return Authenticator.objects.create(user=colin, type="webauthn", data=kept)


@pytest.fixture
def at_once(monkeypatch) -> None:
    """What waits for the end of a transaction is done at once: the transaction of a test has no end."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda do, **_: do())


def test_the_librarys_sentences_are_found() -> None:
    assert {"Two-Factor Authentication", "Add Security Key", "Master key", "Incorrect password"} <= STOCK


def test_every_template_of_the_library_that_speaks_has_one_of_ours_in_front() -> None:
    speaking = {
        path.relative_to(LIBRARY / "templates").as_posix()
        for app in APPS
        for path in (LIBRARY / "templates" / app).rglob("*.*")
        if SAYS.search(path.read_text())
    }

    assert {name for name in speaking if not (OURS / name).exists()} == SWITCHED_OFF & speaking
    assert speaking >= SWITCHED_OFF


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("account_login", {"login": "", "password": ""}),
        ("account_login", {"login": COLIN, "password": "not this one"}),
        ("account_request_login_code", {"email": ""}),
        ("account_signup", {}),
        ("account_reset_password", {"email": ""}),
        ("account_reset_password_done", None),
        ("account_reset_password_from_key_done", None),
        ("account_inactive", None),
        ("account_email_verification_sent", None),
    ],
)
def test_a_stranger_reads_our_words(client, colin, name, sent) -> None:
    pages = [client.get(reverse(name))] + ([client.post(reverse(name), sent)] if sent is not None else [])

    assert [stock_in(page.content.decode()) for page in pages] == [[] for _ in pages]


def test_links_that_do_not_work_say_so_in_our_words(client, colin) -> None:
    pages = [
        client.get(reverse("account_reset_password_from_key", args=["1", "nothing-here"])),
        client.get(reverse("account_confirm_email", args=["nothing-here"])),
    ]

    assert [stock_in(page.content.decode()) for page in pages] == [[], []]
    assert "This link no longer works" in pages[0].content.decode()


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("account_change_password", {"oldpassword": "not this", "password1": PASSWORD, "password2": "another"}),
        ("account_change_password", {}),
        ("account_reauthenticate", {"password": "not this"}),
        ("account_reset_password", {"email": "none"}),
        ("account_logout", None),
        ("mfa_index", None),
        ("mfa_activate_totp", {"code": "000000"}),
        ("mfa_list_webauthn", None),
        ("mfa_add_webauthn", {"name": ""}),
        ("usersessions_list", None),
    ],
)
def test_somebody_inside_reads_our_words_and_finds_the_way_back(inside, name, sent) -> None:
    pages = [inside.get(reverse(name))] + ([inside.post(reverse(name), sent)] if sent is not None else [])

    assert [page.status_code for page in pages] == [200 for _ in pages]
    assert [stock_in(page.content.decode()) for page in pages] == [[] for _ in pages]
    assert all('class="govuk-back-link"' in page.content.decode() for page in pages)
    assert all("placeholder" not in page.content.decode() for page in pages)


def test_setting_a_password_leads_back_to_the_account_and_says_so(client, colin) -> None:
    colin.set_unusable_password()
    colin.save()
    client.force_login(colin)
    assert stock_in(client.get(reverse("account_set_password")).content.decode()) == []
    unequal = client.post(reverse("account_set_password"), {"password1": PASSWORD, "password2": "another"})

    page = client.post(reverse("account_set_password"), {"password1": PASSWORD, "password2": PASSWORD}, follow=True)

    assert "This is not the same as the password above" in unequal.content.decode()
    assert stock_in(unequal.content.decode()) == []
    assert page.redirect_chain[-1][0] == reverse("people:account")
    assert "Your password is set." in page.content.decode()
    assert stock_in(page.content.decode()) == []


def test_the_whole_way_of_an_authenticator_app_is_in_our_words(inside, colin, at_once) -> None:
    said = []
    secret = inside.get(reverse("mfa_activate_totp")).context["form"].secret
    said.append(inside.post(reverse("mfa_activate_totp"), {"code": totp(secret)}, follow=True))
    said += [inside.get(reverse(name)) for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_reauthenticate")]
    said += [inside.get(reverse(name)) for name in ("mfa_generate_recovery_codes", "mfa_deactivate_totp")]
    said.append(inside.post(reverse("mfa_reauthenticate"), {"code": "000000"}))
    said.append(inside.post(reverse("mfa_generate_recovery_codes"), follow=True))
    outside = Client()
    said.append(outside.post(reverse("account_login"), {"login": COLIN, "password": PASSWORD}, follow=True))
    said.append(outside.post(reverse("mfa_authenticate"), {"code": "000000"}))
    said.append(inside.post(reverse("mfa_deactivate_totp"), follow=True))

    assert [page.status_code for page in said] == [200] * len(said)
    assert [stock_in(page.content.decode()) for page in said] == [[] for _ in said]
    assert "Your authenticator app is added." in said[0].content.decode()


def test_the_pages_of_a_passkey_are_in_our_words(inside, passkey) -> None:
    ways = [
        ("mfa_list_webauthn", {}),
        ("mfa_edit_webauthn", {"pk": passkey.pk}),
        ("mfa_remove_webauthn", {"pk": passkey.pk}),
    ]
    pages = [inside.get(reverse(name, kwargs=gap)) for name, gap in ways]
    pages.append(inside.post(reverse("mfa_edit_webauthn", kwargs={"pk": passkey.pk}), {"name": ""}))
    pages.append(inside.post(reverse("mfa_remove_webauthn", kwargs={"pk": passkey.pk}), follow=True))

    assert [page.status_code for page in pages] == [200] * len(pages)
    assert [stock_in(page.content.decode()) for page in pages] == [[] for _ in pages]
    assert "Your passkey is removed." in pages[-1].content.decode()


def test_a_second_passkey_gets_a_name_of_ours(colin, passkey) -> None:
    assert SecondFactors().generate_authenticator_name(colin, "webauthn") == "Passkey 2"


def test_every_mail_is_in_our_words(inside, colin, at_once) -> None:
    Client().post(reverse("account_reset_password"), {"email": COLIN})
    Client().post(reverse("account_reset_password"), {"email": "nobody@harbour.example"})
    ask_for_code(Client())
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    page = Client().get(link, follow=True)
    secret = inside.get(reverse("mfa_activate_totp")).context["form"].secret
    inside.post(reverse("mfa_activate_totp"), {"code": totp(secret)})
    inside.post(reverse("mfa_generate_recovery_codes"))
    inside.post(reverse("mfa_deactivate_totp"))
    changed = {"oldpassword": PASSWORD, "password1": PASSWORD + "s", "password2": PASSWORD + "s"}
    inside.post(reverse("account_change_password"), changed)

    assert stock_in(page.content.decode()) == []
    assert len(mail.outbox) == 7
    assert [stock_in(f"{message.subject} {message.body}") for message in mail.outbox] == [[] for _ in mail.outbox]
    assert code_in(mail.outbox[2])
    assert link_in(mail.outbox[2])


@pytest.mark.parametrize("name", sorted(path.relative_to(OURS).as_posix() for path in OURS.glob("mfa/email/*.txt")))
def test_a_mail_about_factors_names_what_was_done_and_with_what(name, at) -> None:
    text = render_to_string(
        name, {"timestamp": at, "user_agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0", "ip": "::1"}
    )

    assert stock_in(text) == []
    assert name.endswith("_subject.txt") or "with Firefox on Linux, from the address ::1" in text


def test_without_scripts_the_page_says_what_to_do_instead(client, db) -> None:
    page = client.get(reverse("account_login")).content.decode()

    without = re.search(r"<noscript>(.*?)</noscript>", page, re.DOTALL)[1]
    assert "Use your password or a code instead." in without


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
         "Chrome on Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604.1",
         "Safari on iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15.0; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on macOS"),
        ("Something (Linux)", "A browser on Linux"),
        ("Chrome/140.0", "Chrome"),
        ("curl/8.0", "a browser we do not know"),
        (None, "a browser we do not know"),
    ],
)  # fmt: skip
def test_a_browser_is_said_in_words(said, words) -> None:
    assert browser(said) == words


def test_sessions_say_the_browser_in_words_and_keep_the_rest_behind(client, colin) -> None:
    agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
    client.post(reverse("account_login"), {"login": COLIN, "password": PASSWORD}, HTTP_USER_AGENT=agent)

    page = client.get(reverse("usersessions_list")).content.decode()

    assert "Chrome on Linux" in page
    assert agent in re.search(r"<details.*?</details>", page, re.DOTALL)[0]
