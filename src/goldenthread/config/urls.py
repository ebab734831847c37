"""Every address in the house, by room."""

from django.conf import settings
from django.urls import include, path

from goldenthread.api.v1 import api
from goldenthread.web.awards import verifying
from goldenthread.web.people import addresses, demonstration
from goldenthread.web.shared import about, components, errors, health, home
from goldenthread.web.shared.navigation import ROOMS

urlpatterns = [
    path("", home.home, name="home"),
    path("health/", health.health, name="health"),
    # Ours comes first: the library's page would keep a second list of addresses.
    path("account/email/", addresses.ask, name="account_email"),
    path("account/", include("allauth.urls")),
    path("api/v1/", include((api.patterns(), "api-v1"))),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("privacy/", about.privacy, name="privacy"),
    # Short, because it is printed on certificates.
    path("verify/", verifying.enter_code, name="verify"),
    path("verify/<str:code>/", verifying.verify, name="verify_code"),
    *(path(f"{room}/", include(f"goldenthread.web.{room}.urls")) for room in ROOMS),
]
if settings.DEMONSTRATION:
    urlpatterns += [
        path("components/", components.show, name="components"),
        path("demo/", demonstration.show, name="demo"),
        path("demo/enter/", demonstration.enter, name="demo_enter"),
    ]

handler400 = errors.bad_request
handler403 = errors.not_found
handler404 = errors.not_found
handler500 = errors.fault
