"""Who asks, how often they may, and how they are answered: as CASE says it, or why not."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from goldenthread.api.v1.door import MOST_A_MINUTE
from goldenthread.people.actions.clients import client_of_token
from goldenthread.people.types import Actor

JSON = "application/json"
SYSTEM = "goldenthread"
UNKNOWN = "There is nothing here that you may see."
_IDENTIFIER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
Answerer = Callable[..., HttpResponse]


class NotTaken(Exception):  # noqa: N818  the house calls refusals by what they are
    """What was asked makes no sense: the standard's minor code, and words."""

    def __init__(self, minor: str, says: str, status: int = 400) -> None:
        super().__init__(says)
        self.minor, self.says, self.status = minor, says, status


def status(code: int, says: str, *, minor: str = "", major: str = "failure") -> HttpResponse:
    """Why there is no answer, in the standard's shape."""
    said: dict[str, Any] = {"imsx_codeMajor": major, "imsx_severity": "error", "imsx_description": says}
    if minor:
        field = {"imsx_codeMinorFieldName": SYSTEM, "imsx_codeMinorFieldValue": minor}
        said["imsx_codeMinor"] = {"imsx_codeMinorField": [field]}
    return HttpResponse(json.dumps(said, ensure_ascii=False), content_type=JSON, status=code)


def unknown() -> HttpResponse:
    """Not there, or not to be seen: the same answer."""
    return status(404, UNKNOWN, minor="unknownobject")


def answered(request: HttpRequest, said: Any) -> HttpResponse:
    """What was asked for, or that it is what the caller has already."""
    content = json.dumps(said, ensure_ascii=False).encode()
    answer = HttpResponse(content, content_type=JSON)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    answer["ETag"] = etag
    conditional = get_conditional_response(request, etag=etag, response=answer)
    return conditional if isinstance(conditional, HttpResponse) else answer


def asked(answer: Answerer) -> Answerer:
    """Let in whoever may ask: anybody, a client by its token, a person who is signed in. ``by`` is who that is."""

    @wraps(answer)
    def view(request: HttpRequest, **named: str) -> HttpResponse:
        given = _answer(request, answer, named)
        patch_vary_headers(given, ("Authorization", "Cookie"))
        if given.status_code in (200, 304) and not _is_known(request):
            # The same for everybody; asked again each time, as it may be closed at any moment.
            given["Cache-Control"] = "public, no-cache"
        return given

    # Nothing is changed here, so there is nothing that a forged request could do: whoever tries hears so from CASE.
    view.csrf_exempt = True  # type: ignore[attr-defined]  # where Django looks for it
    return view


def _answer(request: HttpRequest, answer: Answerer, named: dict[str, str]) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        refused = status(405, "Frameworks are read here, never changed.", major="unsupported")
        refused["Allow"] = "GET, HEAD"
        return refused
    at: datetime = request.at  # type: ignore[attr-defined]  # put there by the middleware
    by: Actor | None = getattr(request, "actor", None)
    if "Authorization" in request.headers:
        scheme, _, token = request.headers["Authorization"].partition(" ")
        by = client_of_token(token.strip(), at=at) if scheme.lower() == "bearer" else None
        if by is None:
            refused = status(401, "This token is not one of a client.", minor="unauthorised_request")
            refused["WWW-Authenticate"] = "Bearer"
            return refused
    if not _has_room(request, by, at):
        refused = status(429, "You have asked too often. Wait a minute.", minor="server_busy")
        refused["Retry-After"] = "60"
        return refused
    try:
        given = {name: _uuid(value) for name, value in named.items()}
        return answer(request, by=by, **given)
    except NotTaken as not_taken:
        return status(not_taken.status, not_taken.says, minor=not_taken.minor)
    except ObjectDoesNotExist:
        return unknown()


def _is_known(request: HttpRequest) -> bool:
    return hasattr(request, "actor") or "Authorization" in request.headers


def _has_room(request: HttpRequest, by: Actor | None, at: datetime) -> bool:
    """So many calls a minute for each client, person or address, counted together over all processes."""
    who = by.person if by is not None else get_adapter().get_client_ip(request)
    key = f"case:{who}:{int(at.timestamp()) // 60}"
    cache.add(key, 0, timeout=120)
    return cache.incr(key) <= MOST_A_MINUTE


def _uuid(text: str) -> UUID:
    if not _IDENTIFIER.fullmatch(text):
        raise NotTaken("invalid_uuid", "This is not an identifier: 8-4-4-4-12 hexadecimal characters.", 404)
    return UUID(text)
