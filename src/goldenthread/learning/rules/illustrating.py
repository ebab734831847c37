"""Pictures, videos and files in a page: how a page names them, and why one is not taken."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import parse_qs, urlsplit

from goldenthread.ground.types import Refusal
from goldenthread.learning.types.illustrating import PLACED, MediaDraft, MediaKind

LONGEST_TRANSCRIPT = 60_000
_YOUTUBE = re.compile(r"[\w-]{6,20}")
_VIMEO = re.compile(r"/(?:video/)?(\d{4,15})")


def placed(body: str) -> tuple[int, ...]:
    """The numbers of what stands in a page, in order. Each stands on a line of its own: ``[[3 The plan]]``."""
    return tuple(int(found[1]) for found in PLACED.finditer(body))


def put_at_end(body: str, line: str) -> str:
    """The page with one line more, on its own."""
    return f"{body.rstrip()}\n\n{line}\n".lstrip()


def why_not_place(body: str, known: Collection[int]) -> Refusal | None:
    """Why a page cannot name what it names, or ``None``."""
    unknown = next((number for number in placed(body) if number not in known), None)
    if unknown is None:
        return None
    return Refusal(
        "nothing_to_place",
        f"The text names [[{unknown}]], and this unit has nothing with that number.",
        "Add the picture, video or file first, or take the line out.",
    )


def why_not_add(draft: MediaDraft) -> Refusal | None:
    """Why a picture, video or file cannot be added as it is described, or ``None``."""
    if not draft.title.strip() or "]" in draft.title:
        return Refusal("no_title", "It has no name that can stand in the text.", "Name it in a few words, without ].")
    if draft.kind is MediaKind.PICTURE and not draft.is_decorative and not draft.alt.strip():
        return Refusal(
            "no_alt",
            "Nobody who does not see the picture would know what it shows.",
            "Say in a sentence what it shows, or mark it as decoration.",
        )
    if draft.kind is MediaKind.VIDEO and not draft.transcript.strip():
        return Refusal(
            "no_transcript",
            "A video needs a transcript: some cannot hear it, and some cannot play it.",
            "Write down what is said and shown.",
        )
    if len(draft.transcript) > LONGEST_TRANSCRIPT:
        return Refusal("transcript_too_long", "The transcript is longer than 60,000 characters.", "Split the video.")
    return None


def embed_address(address: str, *, hosts: Collection[str]) -> str | Refusal:
    """The address at which a page shows a video: at one of these hosts, the one that follows people least.

    What authors copy from the two best-known hosts is understood; elsewhere it is the address that the host gives for
    embedding.
    """
    parts = urlsplit(address.strip())
    host = (parts.hostname or "").removeprefix("www.")
    made = address.strip()
    if host in {"youtube.com", "m.youtube.com", "youtu.be", "youtube-nocookie.com"}:
        name = parse_qs(parts.query).get("v", [parts.path.rpartition("/")[2]])[0]
        made = f"https://www.youtube-nocookie.com/embed/{name}" if _YOUTUBE.fullmatch(name) else ""
    elif host in {"vimeo.com", "player.vimeo.com"}:
        found = _VIMEO.match(parts.path)
        made = f"https://player.vimeo.com/video/{found[1]}?dnt=1" if found else ""
    there = urlsplit(made)
    if there.scheme == "https" and there.netloc in hosts:
        return made
    return Refusal(
        "video_elsewhere",
        "Videos can be shown from these places only: " + (", ".join(sorted(hosts)) or "none yet") + ".",
        "Copy the video’s own address there, or ask whoever runs this service to allow another place.",
    )
