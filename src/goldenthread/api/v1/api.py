"""The API as one thing: its resources, and what it says when it does not answer."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, Throttled, ValidationError

from goldenthread.api.v1 import clients, cohorts, enrolments, frameworks, offers, outcomes, records
from goldenthread.api.v1.door import FairShare, Problem, Token

PREFIX = "/api/v1/"

api = NinjaAPI(
    title="Golden Thread",
    version="1",
    description="What an organisation’s own systems may read. See docs/api.md.",
    urls_namespace="api-v1",
    auth=Token(),
    throttle=[FairShare()],
    docs_url=None,
    openapi_url=None,
)
for resources in (clients, frameworks, cohorts, enrolments, outcomes, records, offers):
    api.add_router("", resources.router)


def answer(status: int, code: str, says: str) -> HttpResponse:
    """A problem as JSON."""
    return JsonResponse(Problem(code=code, says=says).dict(), status=status)


@api.exception_handler(AuthenticationError)
def no_token(request: HttpRequest, problem: Any) -> HttpResponse:  # noqa: ARG001  the signature is the library's
    """No token, one that is not known, or one that was revoked: the same answer."""
    said = answer(401, "no_token", "Send the token of a client: Authorization: Bearer goldenthread_…")
    said["WWW-Authenticate"] = "Bearer"
    return said


@api.exception_handler(ObjectDoesNotExist)
@api.exception_handler(Http404)
def not_found(request: HttpRequest, problem: Any) -> HttpResponse:  # noqa: ARG001  the signature is the caller’s, not ours
    """Not there, or not the client's to see: the same answer."""
    return answer(404, "not_found", "There is nothing here that this client may see.")


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, problem: ValidationError) -> HttpResponse:  # noqa: ARG001  the signature is the caller’s, not ours
    """What was asked for makes no sense, and which part."""
    parts = "; ".join(f"{error['loc'][-1]}: {error['msg']}" for error in problem.errors)
    return answer(422, "not_understood", parts or "The request cannot be understood.")


@api.exception_handler(Throttled)
def too_many(request: HttpRequest, problem: Throttled) -> HttpResponse:  # noqa: ARG001  the signature is the caller’s, not ours
    """Too many calls in a minute."""
    said = answer(429, "too_many", "This client has asked too often. Wait a minute.")
    said["Retry-After"] = str(int(problem.wait or 60))
    return said


def description() -> dict[str, Any]:
    """The OpenAPI description, wherever the installation stands."""
    made: dict[str, Any] = api.get_openapi_schema(path_prefix=PREFIX)
    return made


def openapi(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  the signature is the caller’s, not ours
    """The description for programs. It says how to ask, and holds nothing of anybody, so it asks for no token."""
    return JsonResponse(description())


def patterns() -> list[Any]:
    """The addresses. The library's own first page is left out: it only leads elsewhere."""
    made = [entry for entry in api.urls[0] if not (isinstance(entry, URLPattern) and entry.name == "api-root")]
    return [path("openapi.json", openapi, name="openapi"), *made]
