"""Ask a sponsor to comment, and keep what they sign: through their own link, or signed in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.models import Script, SponsorAsk, SponsorComment
from goldenthread.assessment.queries.carrying import form_for
from goldenthread.assessment.queries.projects import own_projects, why_it_stays
from goldenthread.assessment.queries.sponsoring import hash_of, is_own, open_asks, own_ask, token_of
from goldenthread.assessment.rules.sponsoring import why_not_ask, why_not_by_link, why_not_replace, why_not_sign
from goldenthread.assessment.types.projects import DocumentKind
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor

# A sponsor who comes by a link is nobody in the record, unless somebody is signed in there.
SOMEBODY = "a sponsor"


@atomic
def ask_sponsor(script: UUID, *, name: str, email: str, by: Actor, at: datetime) -> None:
    """Ask somebody to comment, and send them a link. Whoever was asked before is asked no longer.

    Asking the same address again sends the same link once more.

    :raises Refused: if nothing changes now, the form asks for no comments, or it is their own address.
    """
    row = _held(script, by=by, at=at)
    form, address = form_for(row, at=at), email.strip().lower()
    before = SponsorAsk.objects.filter(script=row, ended_at=None).first()
    same = before if before is not None and before.email == address else None
    _refuse(
        why_not_ask(
            name=name,
            email=address,
            own_email=row.enrolment.participant.email,
            asks_for_comments=any(each.kind is DocumentKind.SPONSOR for each in form.documents),
            letters=same.letters if same else 0,
            asked=0 if same else SponsorAsk.objects.filter(script=row).count(),
        )
    )
    if same is not None:
        same.name, same.letters = name.strip(), same.letters + 1
        same.save(update_fields=["name", "letters"])
        ask = same
    else:
        _end(before, at=at)
        ask = SponsorAsk(script=row, name=name.strip(), email=address, asked_at=at)
        ask.token_hash = hash_of(token_of(ask.ref))
        ask.save()
    audit(by=str(by), did="assessment.ask_sponsor", to=str(row.ref), at=at, letter=str(ask.letters))
    facts = {"ask": str(ask.ref), "letter": str(ask.letters)}
    post(Notice("assessment.sponsor_asked", facts), at=at)


@atomic
def withdraw_sponsor(script: UUID, *, by: Actor, at: datetime) -> None:
    """Ask nobody any longer; the link stops working. :raises Refused: if nothing changes now."""
    row = _held(script, by=by, at=at)
    before = SponsorAsk.objects.filter(script=row, ended_at=None).first()
    if before is not None:
        _end(before, at=at)
        audit(by=str(by), did="assessment.withdraw_sponsor", to=str(row.ref), at=at)


@atomic
def comment_by_link(token: str, *, text: str, name: str, by: Actor | None, at: datetime, over: int = 0) -> bool:
    """Keep what a sponsor wrote and signed; whether their link still opened. ``over``: the version that they had seen;
    ``by``: whoever is signed in where the link is open, whom the record names.

    :raises Refused: if that is whoever asked for the comments, it is not whole, or a newer version was signed since.
    """
    found = SponsorAsk.objects.select_related("script__enrolment").filter(token_hash=hash_of(token)).first()
    if found is None:
        return False
    _refuse(why_not_by_link(is_own=is_own(found, by=by)))
    return _comment(found.pk, text=text, name=name, who=str(by) if by else SOMEBODY, at=at, over=over, way="link")


@atomic
def comment_signed_in(ask: UUID, *, text: str, name: str, by: Actor, at: datetime, over: int = 0) -> bool:
    """The same, for a sponsor who has an account.

    :raises SponsorAsk.DoesNotExist: if they were not asked, or the window has closed.
    """
    return _comment(own_ask(ask, by=by, at=at).pk, text=text, name=name, who=str(by), at=at, over=over, way="account")


def _comment(pk: int, *, text: str, name: str, who: str, at: datetime, over: int, way: str) -> bool:
    """Keep the next version. The script is held first, as handing in holds it, so that one comes before the other."""
    refusal = why_not_sign(text=text, name=name)
    _refuse(refusal)
    script = Script.objects.select_related("window", "enrolment__cohort").select_for_update(of=("self",))
    row = script.get(sponsor_asks=pk)
    ask = next(iter(open_asks(at=at, pk=pk)), None)
    if ask is None:
        return False
    last = ask.comments.order_by("-number").first()
    if last is not None and (last.text, last.name) == (text.strip(), name.strip()):
        return True
    number = last.number if last else 0
    _refuse(why_not_replace(over=over, last=number))
    SponsorComment.objects.create(ask=ask, number=number + 1, text=text.strip(), name=name.strip(), signed_at=at)
    audit(by=who, did="assessment.comment_as_sponsor", to=str(row.ref), at=at, version=str(number + 1), by_way_of=way)
    post(Notice("assessment.sponsor_commented", {"script": str(row.ref)}), at=at)
    return True


def _held(script: UUID, *, by: Actor, at: datetime) -> Script:
    row = own_projects(by).select_for_update(of=("self",)).get(ref=script)
    _refuse(why_it_stays(row, at=at))
    return row


def _end(before: SponsorAsk | None, *, at: datetime) -> None:
    if before is not None:
        before.ended_at, before.token_hash = at, ""
        before.save(update_fields=["ended_at", "token_hash"])


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)
