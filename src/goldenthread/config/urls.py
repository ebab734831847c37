"""Every address in the house, by room."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from goldenthread.api.case import resources as case
from goldenthread.api.v1 import api
from goldenthread.web.awards import verifying
from goldenthread.web.people import addresses, demonstration
from goldenthread.web.shared import about, components, errors, health, home, offline
from goldenthread.web.shared.navigation import ROOMS

urlpatterns = [
    path("", home.home, name="home"),
    path("health/", health.health, name="health"),
    # Ours comes first: the library's page would keep a second list of addresses.
    path("account/email/", addresses.ask, name="account_email"),
    path("account/", include("allauth.urls")),
    path("api/v1/", include((api.patterns(), "api-v1"))),
    path(case.PREFIX.lstrip("/"), include((case.patterns(), "case"))),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("privacy/", about.privacy, name="privacy"),
    path("offline.js", offline.worker, name="offline_worker"),
    path("offline/", offline.shown, name="offline"),
    path("offline/state/", offline.state, name="offline_state"),
    # Short, because it is printed on certificates.
    path("verify/", verifying.enter_code, name="verify"),
    path("verify/<str:code>/", verifying.verify, name="verify_code"),
    # Before the room: it reads like a page of the programmes, and everybody may open it.
    path("programmes/offered/", include("goldenthread.web.reporting.offered_urls")),
    *(path(f"{room}/", include(f"goldenthread.web.{room}.urls")) for room in ROOMS),
]
if settings.DEMONSTRATION:
    urlpatterns += [
        path("components/", components.show, name="components"),
        path("demo/", demonstration.show, name="demo"),
        path("demo/enter/", demonstration.enter, name="demo_enter"),
    ]


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not there, said as whoever asks can read it: JSON to a machine."""
    if request.path.startswith(api.PREFIX):
        said: HttpResponse = api.not_found(request, exception)
        return said
    return errors.not_found(request, exception)


handler400 = errors.bad_request
handler403 = not_found
handler404 = not_found
handler500 = errors.fault
