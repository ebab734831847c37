"""Reports that letters did not arrive, read from a folder of mail.

They are a stranger's words: how much is read of each is bounded, nothing in them is followed, and what cannot be
understood is counted and left where it is. A report is one of the kind RFC 3464 describes (``multipart/report`` with
``message/delivery-status``) that brings back the headers of what was sent, or at least names it.
"""

from __future__ import annotations

import mailbox
import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes, policy
from email.message import Message
from hashlib import sha256
from itertools import islice
from pathlib import Path

from goldenthread.reporting.types.bouncing import LONGEST_DIAGNOSIS, Bounce

LARGEST = 2 * 1024 * 1024
MOST_PARTS, MOST_RECIPIENTS, MOST_MESSAGES = 50, 20, 20_000
LONGEST_HEADER = 2_000
FAILED = "failed"


def messages_in(place: Path) -> Iterator[bytes]:
    """The messages of a Maildir, of an mbox file, of a folder of .eml files, or of one such file.

    What is larger than a report can be is passed over; no file outside the folder is read.
    """
    return islice(_messages(place), MOST_MESSAGES)


def bounces_in(content: bytes) -> tuple[Bounce, ...]:
    """What a message reports as failed, by recipient; nothing where it is no report, or cannot be read as one."""
    if len(content) > LARGEST:
        return ()
    try:
        message = message_from_bytes(content, policy=policy.compat32)
    except RecursionError:  # parts inside parts without end: no mail server writes such a report
        return ()
    parts = list(islice(_parts(message), MOST_PARTS))
    status = next((part for part in parts if part.get_content_type() == "message/delivery-status"), None)
    sent_as = _sent_as(message, parts)
    if status is None or not sent_as:
        return ()
    report = sha256(content).hexdigest()
    return tuple(_failures(status, sent_as=sent_as, report=report))


def _messages(place: Path) -> Iterator[bytes]:
    if place.is_dir() and (place / "new").is_dir() and (place / "cur").is_dir():
        folders = [place / "new", place / "cur"]
        yield from _files(path for folder in folders for path in sorted(folder.iterdir()))
    elif place.is_dir():
        yield from _files(sorted(place.glob("*.eml")))
    elif place.suffix.lower() == ".eml":
        yield from _files([place])
    else:
        box = mailbox.mbox(str(place), create=False)
        try:
            for key in box.keys():  # noqa: SIM118  a mailbox gives messages, not keys, when it is walked
                with box.get_file(key) as message:
                    content = message.read(LARGEST + 1)
                if len(content) <= LARGEST:
                    yield content
        finally:
            box.close()


def _files(paths: Iterable[Path]) -> Iterator[bytes]:
    for path in paths:
        if path.is_file() and not path.is_symlink() and path.stat().st_size <= LARGEST:
            yield path.read_bytes()


def _parts(message: Message) -> Iterator[Message]:
    """The parts of a message, but not those of a message inside it; without going deeper than a report does."""
    if message.get_content_type() != "multipart/report" or not message.is_multipart():
        return
    payload = message.get_payload()
    yield from (part for part in payload if isinstance(part, Message))


def _sent_as(message: Message, parts: Iterable[Message]) -> str:
    """The message id of what was sent: from its headers that came back, or from what the report answers."""
    for part in parts:
        kind = part.get_content_type()
        payload = part.get_payload()
        if kind == "message/rfc822" and isinstance(payload, list) and payload and isinstance(payload[0], Message):
            return _id(_header(payload[0], "Message-ID"))
        if kind == "text/rfc822-headers":
            raw = part.get_payload(decode=True)
            inner = message_from_bytes(raw if isinstance(raw, bytes) else b"")
            return _id(_header(inner, "Message-ID"))
    return _id(_header(message, "In-Reply-To") or _header(message, "References"))


def _failures(status: Message, *, sent_as: str, report: str) -> Iterator[Bounce]:
    """One for each recipient for whom delivery has failed; what is only delayed is not yet news."""
    payload = status.get_payload()
    groups = [group for group in payload if isinstance(group, Message)] if isinstance(payload, list) else []
    # The first group is about the message, the others about one recipient each.
    for group in groups[: MOST_RECIPIENTS + 1]:
        recipient = _address(_header(group, "Original-Recipient") or _header(group, "Final-Recipient"))
        if recipient and _header(group, "Action").lower() == FAILED:
            code = re.match(r"[245]\.\d{1,3}\.\d{1,3}", _header(group, "Status"))
            says = _header(group, "Diagnostic-Code").partition(";")[2].strip()
            yield Bounce(sent_as, recipient, code[0] if code else "", says[:LONGEST_DIAGNOSIS], report)


def _header(message: Message, name: str) -> str:
    return str(message.get(name, ""))[:LONGEST_HEADER].strip()


def _id(words: str) -> str:
    found = re.search(r"<[^<>\s]{1,190}>", words)
    return found[0] if found else ""


def _address(words: str) -> str:
    """*rfc822; name@example.org*, or the plain address."""
    address = words.rpartition(";")[2].strip().strip("<>")
    return address.lower() if re.fullmatch(r"[^@\s]{1,64}@[^@\s]{1,190}", address) else ""
