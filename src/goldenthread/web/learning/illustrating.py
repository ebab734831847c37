"""Pictures, videos and files in a page: add them, draw them, send them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.clickjacking import xframe_options_sameorigin

from goldenthread.ground.types import Refused
from goldenthread.learning.actions.illustrating import add_download, add_picture, add_video
from goldenthread.learning.queries.editing import page_in_editor
from goldenthread.learning.queries.illustrating import media_file
from goldenthread.learning.types.illustrating import MEDIA_NAMES, PLACED, MediaKind, MediaRef, MediaView
from goldenthread.people.types import Duty
from goldenthread.web.learning.illustrating_forms import FORMS, MediaForm
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.markdown import markdown
from goldenthread.web.shared.offline import keeps_offline
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import SIGNED_IN, admits
from goldenthread.web.shared.sending import send_file
from goldenthread.web.shared.uploads import takes_files

View = TypeVar("View", bound=Callable[..., HttpResponse])
_MARKED = re.compile(r"<p>gtmedia(\d+)here</p>")


@dataclass(frozen=True)
class Piece:
    """A stretch of a page: words as HTML, or what stands between them."""

    html: str = ""
    media: MediaView | None = None


def pieces(body: str, media: Iterable[MediaView]) -> tuple[Piece, ...]:
    """A page's text with its pictures, videos and files in their places."""
    known = {one.number: one for one in media}
    # The whole page is drawn at once, so that its headings keep their levels across what stands between them.
    marked = PLACED.sub(r"\n\ngtmedia\1here\n\n", body)
    found = _MARKED.split(markdown(marked))
    made = []
    for n, said in enumerate(found):
        if n % 2 and int(said) in known:
            made.append(Piece(media=known[int(said)]))
        elif n % 2 == 0 and said.strip():
            made.append(Piece(html=mark_safe(re.sub(r"gtmedia(\d+)here", r"[[\1]]", said))))  # noqa: S308  cleaned in markdown()
    return tuple(made)


def may_be_framed(view: View) -> View:
    """Let a page of ours show this one in a frame, as the editor shows a phone."""
    framed = csp_replace({"frame-ancestors": [SELF]})(view)
    return xframe_options_sameorigin(framed)  # type: ignore[no-any-return]  # its library carries no types


def shows_videos(view: View) -> View:
    """Let a page show videos from the places that are allowed, once its reader asks for one."""
    hosts = [f"https://{host}" for host in sorted(settings.VIDEO_HOSTS)]
    return csp_update({"frame-src": hosts or [SELF]})(view)  # type: ignore[no-any-return]  # its library carries no types


@admits(Duty.CURRICULUM_LEAD)
@takes_files(largest=20 * 1024 * 1024)
def add(request: Request, page: UUID, kind: str) -> HttpResponse:
    """Add a picture, video or file at the end of a page."""
    if kind not in FORMS:
        raise Http404
    unit, stands = page_in_editor(page, by=request.actor)
    form = FORMS[kind](request.POST, request.FILES) if request.method == "POST" else FORMS[kind]()
    if form.is_bound and form.is_valid():
        try:
            _add(request, page, form)
            messages.success(request, "It stands at the end of the page now. Move its line where you want it.")
            _, now = page_in_editor(page, by=request.actor)
            return see_other("learning:edit-page", now.ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "page": stands, "unit": unit, "name": MEDIA_NAMES[MediaKind(kind)]}
    return render(request, "learning/illustrating/add.html", facts, status=422 if form.errors else 200)


def _add(request: Request, page: UUID, form: MediaForm) -> MediaRef:
    if form.kind is MediaKind.VIDEO:
        return add_video(page, form.draft(), hosts=settings.VIDEO_HOSTS, by=request.actor, at=request.at)
    work = add_picture if form.kind is MediaKind.PICTURE else add_download
    return work(page, form.draft(), form.new_file(), by=request.actor, at=request.at)


@admits(SIGNED_IN)
@keeps_offline
def media(request: Request, ref: UUID) -> HttpResponse:
    """A picture, shown; a file, sent. Only to those who may read its unit."""
    told, content = media_file(ref, by=request.actor)
    answer = send_file(content, name=told.name, media_type=told.media_type)
    if told.kind is MediaKind.PICTURE:
        answer["Content-Disposition"] = "inline"
    return answer
