"""The public page that verifies a certificate, and shows nothing more than it must.

Codes are 98 bits of chance, so that nobody finds one by trying; every answer to a wrong one is the same.
"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from goldenthread.awards.queries.certificates import verified
from goldenthread.web.shared.limiting import has_guessed_enough, note_wrong_guess, too_many
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import EVERYONE, admits

WHY = "employers verify certificates without an account; it shows what the certificate itself shows"


@admits(EVERYONE, why=WHY)
def enter_code(request: Request) -> HttpResponse:
    """Ask for the code that is printed on the certificate."""
    code = request.GET.get("code", "").strip()
    if code:
        return redirect("verify_code", code=code.replace("/", "")[:80])
    return render(request, "awards/verifying/enter.html")


@admits(EVERYONE, why=WHY)
def verify(request: Request, code: str) -> HttpResponse:
    """Valid, revoked, or not known: each in one clear sentence. Who has guessed too often is told no more that a code
    is not known; one that is known is always answered, because a school or an office is one address.
    """
    found = verified(code)
    if found is None:
        if has_guessed_enough(request, kind="certificate"):
            return too_many(request)
        note_wrong_guess(request, kind="certificate")
    answer = render(request, "awards/verifying/verify.html", {"found": found}, status=200 if found else 404)
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "no-store"
    return answer
