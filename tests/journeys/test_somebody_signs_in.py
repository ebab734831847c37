"""The first administrator signs in with nothing but their e-mail, adds a passkey, and brings somebody in."""

from __future__ import annotations

import re
import subprocess
import sys

from playwright.sync_api import Browser

from tests.journeys.walking import PHONE, Walker
from tests.makers.installation import Installation

ADA = "ada@fenland.example"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_an_administrator_signs_in_adds_a_passkey_and_brings_somebody_in(browser: Browser, house: Installation) -> None:
    """Given an installation that was founded, with nobody in it but its administrator."""
    command = [sys.executable, "-m", "goldenthread.cli.main", "found", "--provider", "Fenland", "--name", "Ada Okafor"]
    subprocess.run([*command, "--email", ADA], env=house.environment, check=True, capture_output=True)
    # Browsers give passkeys to names, not to numbers.
    house.address = house.address.replace("127.0.0.1", "localhost")
    walker = Walker(browser, house, email=ADA)
    page = walker.page

    # When she signs in with the code from her e-mail
    walker.goto("/account/login/").look("sign-in")
    walker.goto("/account/login/code/").look()
    walker.sign_in()
    walker.goto("/people/me/").look("your-account")
    for place in ("/account/email/", "/account/sessions/", "/account/password/set/", "/account/password/reset/",
                  "/account/2fa/totp/activate/"):  # fmt: skip
        walker.goto(place).look()

    # and adds her device's lock
    tools = walker.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    walker.goto("/account/2fa/webauthn/add/").look()
    page.get_by_label("Let it sign me in by itself").check()
    walker.press("Add this passkey")
    page.wait_for_url(lambda url: "webauthn/add" not in url)
    walker.goto("/account/2fa/").look("second-factor")
    walker.sees("1 passkey")

    # Then the lock alone lets her in again
    page.locator("header").get_by_role("button", name="Sign out").click()
    walker.goto("/account/login/")
    walker.press("Sign in with a passkey")
    page.get_by_role("link", name="Ada Okafor").wait_for()

    # and she brings somebody in.
    walker.goto("/people/bring-in/").look("bring-in")
    walker.fill("Name", "Priya Shah").fill("E-mail address", "priya@fenland.example")
    walker.choose("Duty", "Programme manager").choose(re.compile("Lead provider"), "Fenland")
    walker.press("Bring in")
    walker.sees("Priya Shah")
    walker.look("person")
    for place in ("/people/", "/people/organisations/", "/people/organisations/add/", "/people/record/",
                  "/people/queue/", "/people/systems/", "/people/me/erasure/"):  # fmt: skip
        walker.goto(place).look()
    walker.close()

    # Priya comes in by the link in the message, on her phone.
    priya = Walker(browser, house, email="priya@fenland.example", size=PHONE)
    before = len(house.post.inbox)
    priya.goto("/account/login/code/").fill("E-mail address", priya.email).press("Send me a code")
    letter = house.post.newest(priya.email, after=before).get_body(("plain",)).get_content()
    link = re.search(r"https?://[^/\s]+(/people/sign-in/\S+)", letter)
    assert link, letter
    priya.goto(link[1]).look("sign-in-by-link")
    priya.page.locator("main").get_by_role("button", name="Sign in").click()
    priya.page.get_by_role("link", name="Priya Shah").wait_for()
    priya.close()
