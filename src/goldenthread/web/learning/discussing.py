"""Communities: the list, a space, a thread, and writing in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from goldenthread.ground.types import Refused
from goldenthread.learning.actions.discussing import (
    edit_post,
    forget_draft,
    mark_seen,
    reply,
    save_draft,
    start_thread,
)
from goldenthread.learning.queries.communities import (
    communities,
    new_thread_page,
    people_named,
    search,
    space_page,
)
from goldenthread.learning.queries.discussing import attached_file, one_post, thread_page
from goldenthread.learning.queries.telling import mentions_level
from goldenthread.learning.types.discussing import Order, Posted, Words
from goldenthread.people.types import Duty
from goldenthread.web.learning.discussing_forms import (
    LARGEST,
    EditForm,
    LevelForm,
    PostForm,
    SearchForm,
    ThreadForm,
)
from goldenthread.web.shared.paging import number_in, page_number
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.sending import send_file
from goldenthread.web.shared.uploads import takes_files

MEMBERS = (Duty.PARTICIPANT, Duty.FACILITATOR, Duty.COACH, Duty.PROGRAMME_MANAGER)


@admits(*MEMBERS)
def index(request: Request) -> HttpResponse:
    """The communities I am in, with what is new in each."""
    facts = {
        "spaces": communities(by=request.actor, at=request.at),
        "form": LevelForm(level=mentions_level(by=request.actor), label="When somebody mentions you"),
        "search": SearchForm(),
    }
    return render(request, "learning/discussing/index.html", facts)


@admits(*MEMBERS)
def space(request: Request, ref: UUID) -> HttpResponse:
    """The threads of a community, the latest first or those that nobody has answered."""
    asked = request.GET.get("order", "")
    order = Order(asked) if asked in set(Order) else Order.LATEST
    page = space_page(ref, order=order, page=page_number(request.GET.get("page")), by=request.actor, at=request.at)
    facts = {
        "page": page,
        "form": LevelForm(level=page.level, label="Follow this community"),
        "search": SearchForm(),
    }
    return render(request, "learning/discussing/space.html", facts)


@admits(*MEMBERS)
def find(request: Request) -> HttpResponse:
    """What was written, by its words: in all my communities, or in one."""
    form = SearchForm(request.GET)
    words = request.GET.get("words", "")[:200]
    inside = request.GET.get("in", "")
    found = search(
        words, space=_uuid(inside), page=page_number(request.GET.get("page")), by=request.actor, at=request.at
    )
    return render(request, "learning/discussing/found.html", {"found": found, "form": form, "inside": inside})


@admits(*MEMBERS)
def thread(request: Request, ref: UUID) -> HttpResponse:
    """A thread, from what I have not read; what is on the page then counts as read."""
    page = thread_page(ref, page=number_in(request.GET.get("page")), by=request.actor, at=request.at)
    if request.method == "GET" and page.newest > page.seen_to:
        mark_seen(ref, page.newest, by=request.actor, at=request.at)
    facts = {
        "page": page,
        "form": PostForm(drafts=page.drafts, people=page.people, draft=request.GET.get("draft", "")),
        "follow": LevelForm(level=page.level, label="Follow this thread"),
    }
    return render(request, "learning/discussing/thread.html", facts)


@admits(*MEMBERS)
@takes_files(largest=LARGEST)
def answer(request: Request, ref: UUID) -> HttpResponse:
    """Reply in a thread: to all, or to one post."""
    page = thread_page(ref, by=request.actor, at=request.at)
    asked = request.POST if request.method == "POST" else request.GET
    answers = _uuid(asked.get("answers", ""))
    post = one_post(answers, by=request.actor, at=request.at) if answers else None
    data, files = _given(request)
    form = PostForm(
        data,
        files,
        drafts=page.drafts,
        people=page.people,
        draft=request.GET.get("draft", ""),
        answers=str(answers or ""),
    )

    def send(words: Words) -> Posted:
        return reply(ref, words, by=request.actor, at=request.at)

    def keep(words: Words) -> None:
        save_draft(page.space, words, thread=ref, by=request.actor, at=request.at)

    done = _sent(request, form, send=send, keep=keep)
    if done is not None:
        return done
    if form.is_bound:
        page = thread_page(ref, by=request.actor, at=request.at)
        form.now_has(page.drafts, request.POST.get("key", ""))
    facts = {"page": page, "form": form, "post": post, "preview": _preview(request, form)}
    return render(request, "learning/discussing/reply.html", facts, status=422 if form.errors else 200)


@admits(*MEMBERS)
@takes_files(largest=LARGEST)
def begin(request: Request, ref: UUID) -> HttpResponse:
    """Start a thread."""
    page = new_thread_page(ref, by=request.actor, at=request.at)
    data, files = _given(request)
    form = ThreadForm(data, files, drafts=page.drafts, people=page.people, draft=request.GET.get("draft", ""))

    def send(words: Words) -> Posted:
        return start_thread(ref, words, by=request.actor, at=request.at)

    def keep(words: Words) -> None:
        save_draft(ref, words, by=request.actor, at=request.at)

    done = _sent(request, form, send=send, keep=keep)
    if done is not None:
        return done
    if form.is_bound:
        page = new_thread_page(ref, by=request.actor, at=request.at)
        form.now_has(page.drafts, request.POST.get("key", ""))
    facts = {"page": page, "form": form, "preview": _preview(request, form)}
    return render(request, "learning/discussing/begin.html", facts, status=422 if form.errors else 200)


@admits(*MEMBERS)
@require_POST
def keep_draft(request: Request, ref: UUID) -> HttpResponse:
    """Keep what is being written in a new thread of a space: 204 when it is kept."""
    page = new_thread_page(ref, by=request.actor, at=request.at)
    return _kept(request, ThreadForm(request.POST, drafts=page.drafts, people=page.people), space=ref, thread=None)


@admits(*MEMBERS)
@require_POST
def keep_reply(request: Request, ref: UUID) -> HttpResponse:
    """Keep what is being written in a thread: 204 when it is kept."""
    page = thread_page(ref, by=request.actor, at=request.at)
    form = PostForm(request.POST, drafts=page.drafts, people=page.people)
    return _kept(request, form, space=page.space, thread=ref)


@admits(*MEMBERS)
@require_POST
def forget(request: Request, key: UUID) -> HttpResponse:
    """Throw away what I have not sent."""
    forget_draft(key, by=request.actor)
    messages.success(request, "The draft is gone.")
    return see_other("learning:communities")


@admits(*MEMBERS)
def edit(request: Request, ref: UUID) -> HttpResponse:
    """Change what my post says."""
    post = one_post(ref, by=request.actor, at=request.at)
    form = EditForm(request.POST if request.method == "POST" else None, initial={"text": post.line.text})
    if form.is_bound and form.is_valid():
        try:
            done = edit_post(ref, form.cleaned_data["text"], by=request.actor, at=request.at)
            messages.success(request, _said(done, "Your post is changed."))
            return _to(done)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "post": post}
    return render(request, "learning/discussing/edit.html", facts, status=422 if form.errors else 200)


@admits(*MEMBERS)
def post(request: Request, ref: UUID) -> HttpResponse:
    """Go to where a post stands in its thread."""
    found = one_post(ref, by=request.actor, at=request.at)
    return HttpResponseRedirect(
        f"{reverse('learning:thread', args=[found.thread])}?page={found.page}#post-{found.line.number}"
    )


@admits(*MEMBERS)
def attachment(request: Request, ref: UUID) -> HttpResponse:
    """A file that stands beside a post."""
    facts, content = attached_file(ref, by=request.actor, at=request.at)
    return send_file(content, name=facts.name, media_type=facts.media_type)


@admits(*MEMBERS)
def people(request: Request, ref: UUID) -> HttpResponse:
    """The people of a space whose name begins so, for whoever types an @."""
    found = people_named(ref, request.GET.get("starts", "")[:60], by=request.actor, at=request.at)
    return JsonResponse({"people": [{"name": who.name, "stands": who.stands} for who in found]})


def _sent(
    request: Request, form: PostForm, *, send: Callable[[Words], Posted], keep: Callable[[Words], None]
) -> HttpResponse | None:
    """Send what was written, or keep it to be looked at; nothing where there is nothing to go to yet."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        if "preview" in request.POST:
            keep(form.words())
            return None
        done = send(form.words())
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return None
    messages.success(request, _said(done, "Your post is there."))
    return _to(done)


def _given(request: Request) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _kept(request: Request, form: PostForm, *, space: UUID, thread: UUID | None) -> HttpResponse:
    if not form.is_valid():
        return HttpResponse(status=422)
    save_draft(space, form.words(), thread=thread, by=request.actor, at=request.at)
    return HttpResponse(status=204)


def _preview(request: Request, form: PostForm) -> str:
    return str(form.cleaned_data["text"]) if "preview" in request.POST and not form.errors else ""


def _said(done: Posted, words: str) -> str:
    return f"{words} That is all this prompt asks for: it is credited." if done.credited else words


def _to(done: Posted) -> HttpResponse:
    page = max(1, -(-done.number // 20))
    answer = see_other("learning:thread", done.thread)
    answer["Location"] += f"?{urlencode({'page': page})}#post-{done.number}"
    return answer


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
