"""Reports of failed delivery are read from any folder of mail, and a hostile one does no harm."""

from __future__ import annotations

import mailbox
from pathlib import Path

import pytest
from click.testing import CliRunner

from goldenthread.cli.commands import take_bounces
from goldenthread.integrations.mail.bounces import LARGEST, bounces_in, messages_in
from goldenthread.reporting.actions.dispatching import claim_letter, letter_sent
from goldenthread.reporting.models import LetterFailure

ID = "<0123abc@goldenthread.example>"


def report(
    *,
    action: str = "failed",
    status: str = "5.1.1",
    to: str = "samir@castlehill.example",
    message_id: str = ID,
    back: str = "text/rfc822-headers",
    groups: int = 1,
) -> bytes:
    recipients = "\n".join(
        f"Final-Recipient: rfc822; {to}\nAction: {action}\nStatus: {status}\n"
        "Diagnostic-Code: smtp; 550 5.1.1 No such user\n"
        for _ in range(groups)
    )
    returned = f"--b\nContent-Type: {back}\n\nMessage-ID: {message_id}\nSubject: How is it\n\n" if back else ""
    return (
        "From: MAILER-DAEMON@castlehill.example\nSubject: Undelivered\nIn-Reply-To: " + message_id + "\n"
        'MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nSorry.\n"
        "--b\nContent-Type: message/delivery-status\n\n"
        f"Reporting-MTA: dns; mx.castlehill.example\n\n{recipients}\n{returned}--b--\n"
    ).encode()


@pytest.mark.parametrize("back", ["text/rfc822-headers", "message/rfc822", ""])
def test_a_report_says_which_letter_failed_for_whom_and_why(back) -> None:
    (bounce,) = bounces_in(report(back=back))

    assert (bounce.message_id, bounce.recipient, bounce.code) == (ID, "samir@castlehill.example", "5.1.1")
    assert bounce.says == "550 5.1.1 No such user"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Subject: Hello\n\nI am away until Monday.",
        report(action="delayed", status="4.4.1"),
        report(to="not an address"),
        report(message_id="nothing"),
        b'Content-Type: multipart/report; boundary="b"\n\nno parts at all',
        b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3000)),
        report() + b"x" * LARGEST,
        bytes(range(256)) * 50,
    ],
    ids=["empty", "away", "delayed", "no address", "no id", "no parts", "nested", "large", "noise"],
)
def test_what_is_no_report_of_a_failure_tells_nothing(content) -> None:
    assert bounces_in(content) == ()


def test_a_report_about_a_thousand_recipients_is_read_in_part() -> None:
    assert len(bounces_in(report(groups=1000))) == 20


def test_every_kind_of_folder_is_read(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "box")
    maildir = mailbox.Maildir(tmp_path / "dir")
    loose = tmp_path / "loose"
    loose.mkdir()
    for number in range(2):
        box.add(report())
        maildir.add(report())
        (loose / f"{number}.eml").write_bytes(report())
    box.add(b"Subject: large\n\n" + b"x" * LARGEST)
    box.close()
    (loose / "large.eml").write_bytes(b"x" * (LARGEST + 1))
    (loose / "link.eml").symlink_to("/etc/hostname")
    (loose / "other.txt").write_bytes(report())

    found = {name: len(list(messages_in(tmp_path / name))) for name in ("box", "dir", "loose", "loose/0.eml")}

    assert found == {"box": 2, "dir": 2, "loose": 2, "loose/0.eml": 1}


def test_the_command_takes_each_report_once(db, at, tmp_path: Path) -> None:
    claim_letter(key="x", kind="welcome", address="samir@castlehill.example", at=at)
    letter_sent("x", message_id=ID, at=at)
    (tmp_path / "one.eml").write_bytes(report())
    (tmp_path / "two.eml").write_bytes(report(to="somebody@else.example"))
    (tmp_path / "three.eml").write_bytes(b"Subject: Hello\n\nAway.")

    first, second = (CliRunner().invoke(take_bounces.command, [str(tmp_path)]) for _ in range(2))

    assert "3 messages read: 1 new failures, 0 known before, 1 about no letter of ours." in first.output
    assert "0 new failures, 1 known before" in second.output
    assert (LetterFailure.objects.get().code, LetterFailure.objects.count()) == ("5.1.1", 1)
