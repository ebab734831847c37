"""Portfolios: one's own whole, and what others share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.coaching.models import Entry, EntryReader, Review
from goldenthread.coaching.rules.collecting import by_statement, picked, what_is_new
from goldenthread.coaching.types.collecting import (
    CommentLine,
    EntryDraft,
    EntryLine,
    EntryRef,
    EntryVersionLine,
    NewReader,
    Offered,
    OfferedLine,
    Origin,
    PickedPage,
    PortfolioPage,
    Reader,
    SharedPortfolio,
)
from goldenthread.coaching.types.reviews import ReviewState
from goldenthread.cohorts.queries.beside import those_beside
from goldenthread.cohorts.queries.engagement import enrolment_facts, enrolment_seen, enrolments_of, seen_among
from goldenthread.cohorts.queries.leading import who_leads
from goldenthread.cohorts.types import EnrolmentFacts, MyEnrolment
from goldenthread.frameworks.queries.editions import statements_by_ref
from goldenthread.frameworks.queries.searching import refs_with
from goldenthread.ground.queries.files import file_bytes, kept_file, kept_files
from goldenthread.ground.types import KeptFile
from goldenthread.people.queries.reaching import reached, who_heads, who_wear
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.queries.coverage import statements_asked

_TAKEN = {"taken_away_at": None}


def my_portfolios(*, by: Actor) -> tuple[MyEnrolment, ...]:
    """The enrolments a participant may keep a portfolio for, those under way first; in one statement."""
    return enrolments_of(by.person) if by.wears(Duty.PARTICIPANT) else ()


def my_portfolio(enrolment: UUID, *, by: Actor) -> PortfolioPage:
    """One's own portfolio, however many entries it has, in twenty-one statements at most.

    :raises Entry.DoesNotExist: if there is no such enrolment of theirs.
    """
    facts = own_enrolment(enrolment, by=by)
    mine = next(line for line in enrolments_of(by.person) if line.ref == facts.ref)
    rows = list(_whole(Entry.objects.filter(enrolment_id=facts.id)))
    lines = _lines(rows)
    kept = tuple(line for line in lines if not line.is_taken_away)
    return PortfolioPage(
        enrolment=facts.ref,
        participant=facts.name,
        programme=mine.programme,
        entries=kept,
        taken_away=tuple(line for line in lines if line.is_taken_away),
        sections=by_statement(statements_asked(facts.release_id), kept),
        readers=readers_now(facts.ref),
    )


def to_take_in(enrolment: UUID, offered: Iterable[Offered], *, by: Actor) -> tuple[OfferedLine, ...]:
    """What of all that is ``offered`` does not stand in one's own portfolio yet, newest first; in three statements.

    :raises Entry.DoesNotExist: if there is no such enrolment of theirs.
    """
    facts = own_enrolment(enrolment, by=by)
    rows = Entry.objects.filter(enrolment_id=facts.id, origin_at__isnull=False)
    taken = {(Origin(o), ref): at for o, ref, at in rows.values_list("origin", "origin_ref", "origin_at") if ref and at}
    return what_is_new(offered, taken)


def readers_now(enrolment: UUID) -> tuple[tuple[Reader, str], ...]:
    """Who reads what is shared with those beside an enrolment, by role and name, each reader that can be chosen; in
    eight statements."""
    (facts,) = enrolment_facts(refs=[enrolment]).values()
    lead = who_leads(facts.cohort_id) & who_wear(Duty.FACILITATOR, home_id=facts.partner_id)
    found = [(Reader(one.role.value), one.name) for one in those_beside(enrolment)]
    found += [(Reader.FACILITATOR, one.name) for one in reached(lead).values()]
    found += [(Reader.HEADTEACHER, one.name) for one in who_heads(facts.school_id) if one.pk != facts.participant_id]
    return tuple(sorted(found, key=lambda one: (list(Reader).index(one[0]), one[1])))


def new_reader(enrolment: UUID, companion: UUID) -> NewReader | None:
    """That somebody reads what was shared with their role before they came: entries, and with a coach reports of
    reviews; ``None`` where nothing is, or they have gone again. In three statements."""
    who = next((one for one in those_beside(enrolment) if one.ref == companion), None)
    if who is None:
        return None
    role, mine = Reader(who.role.value), {"enrolment__ref": enrolment, "enrolment__participant__is_active": True}
    entries = list(_shared([role]).filter(**mine).select_related("enrolment__participant"))
    shared = Review.objects.filter(**mine, state=ReviewState.SHARED.value).select_related("enrolment__participant")
    reports = list(shared) if role is Reader.COACH else []
    if not (entries or reports):
        return None
    to = (entries or reports)[0].enrolment.participant
    key = f"coaching.new_reader:{companion}"
    return NewReader(key, to.email, to.name, who.name, role, len(entries), len(reports))


def shared_portfolio(enrolment: UUID, *, by: Actor) -> tuple[str, tuple[EntryLine, ...]]:
    """Whose portfolio it is, and the entries shared with this actor, the newest version of each.

    :raises Entry.DoesNotExist: if they do not walk beside this participant now.
    """
    facts = enrolment_seen(enrolment, by=by)
    roles = _reads([facts.id], by=by).get(facts.id, frozenset())
    if not roles:
        raise Entry.DoesNotExist
    rows = _shared(roles).filter(enrolment_id=facts.id)
    return facts.name, _lines(_whole(rows), is_own=False)


def portfolios_shared(*, by: Actor) -> tuple[SharedPortfolio, ...]:
    """Whose entries this actor may read, by name, with how many; in three statements, and one for each duty that lets
    them read."""
    roles = _reads(None, by=by)
    rows = EntryReader.objects.filter(entry__enrolment_id__in=list(roles), entry__taken_away_at=None)
    entries: dict[int, set[int]] = {}
    for enrolment, entry, reader in rows.values_list("entry__enrolment_id", "entry_id", "reader"):
        if Reader(reader) in roles[enrolment]:
            entries.setdefault(enrolment, set()).add(entry)
    facts = sorted(enrolment_facts(entries).values(), key=lambda fact: (fact.name, fact.id))
    return tuple(SharedPortfolio(fact.ref, fact.name, len(entries[fact.id])) for fact in facts)


def my_entry(ref: UUID, *, by: Actor) -> tuple[UUID, EntryLine]:
    """The enrolment, and one's own entry. :raises Entry.DoesNotExist: if it is not theirs."""
    row = _whole(Entry.objects.kept_by(by)).select_related("enrolment").get(ref=ref)
    return row.enrolment.ref, _lines([row])[0]


def entry_for_comment(ref: UUID, *, by: Actor) -> Entry:
    """An entry that this actor may say something of: their own, or one shared with them.

    :raises Entry.DoesNotExist: if it is neither.
    """
    row = Entry.objects.select_related("enrolment").get(ref=ref)
    if row.enrolment.participant_id == by.person_id and by.wears(Duty.PARTICIPANT):
        return row
    roles = _reads([row.enrolment_id], by=by).get(row.enrolment_id, frozenset())
    return _shared(roles).select_related("enrolment").get(pk=row.pk)


def entry_file(ref: UUID, file: UUID, *, by: Actor) -> tuple[KeptFile, bytes]:
    """A file of an entry, for its participant and for whoever it is shared with.

    :raises Entry.DoesNotExist: if the entry is not theirs to see, or has no such file.
    """
    row = entry_for_comment(ref, by=by)
    is_own = row.enrolment.participant_id == by.person_id
    if not row.files.filter(file__ref=file, **({} if is_own else _TAKEN)).exists():
        raise Entry.DoesNotExist
    return kept_file(file), file_bytes(file)


def picked_page(ref: UUID, *, by: Actor, find: str = "") -> PickedPage:
    """The statements an entry may stand for. ``find``: words that must all stand in a statement.

    :raises Entry.DoesNotExist: if it is not theirs.
    """
    enrolment, entry = my_entry(ref, by=by)
    every = statements_asked(own_enrolment(enrolment, by=by).release_id)
    found = refs_with(find, every) if find.strip() else frozenset(line.ref for line in every)
    chosen, sections = picked(every, frozenset(line.ref for line in entry.statements), found)
    return PickedPage(entry.ref, entry.newest.draft.title, chosen, sections, len(every))


def own_enrolment(enrolment: UUID, *, by: Actor) -> EnrolmentFacts:
    """An enrolment of this actor's own. :raises Entry.DoesNotExist: if it is not."""
    facts = enrolment_seen(enrolment, by=by)
    if facts.participant_id != by.person_id or not by.wears(Duty.PARTICIPANT):
        raise Entry.DoesNotExist
    return facts


def _reads(enrolments: Collection[int] | None, *, by: Actor) -> Mapping[int, frozenset[Reader]]:
    """As which readers somebody reads the portfolios of some enrolments (of all, for ``None``) now, by enrolment.

    Each duty by itself, so that whatever else they are (a manager sees many) lets them read nothing; in one statement
    for each duty that they wear and that lets somebody read.
    """
    found: defaultdict[int, set[Reader]] = defaultdict(set)
    for reader in (each for each in Reader if by.wears(Duty(each.value))):
        as_that = replace(by, hats=frozenset(hat for hat in by.hats if hat.duty.value == reader.value))
        for pk in seen_among(enrolments, by=as_that):
            found[pk].add(reader)
    return {pk: frozenset(readers) for pk, readers in found.items()}


def _shared(roles: Collection[Reader]) -> QuerySet[Entry]:
    return Entry.objects.filter(readers__reader__in=[role.value for role in roles], **_TAKEN).distinct()


def _whole(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    beside = ("versions", "statements__statement", "files", "readers", "comments__by")
    return rows.prefetch_related(*beside).order_by("-at", "-id")


def _lines(rows: Iterable[Entry], *, is_own: bool = True) -> tuple[EntryLine, ...]:
    entries = list(rows)
    files = kept_files(file.file_id for entry in entries for file in entry.files.all())
    stand = statements_by_ref(tie.statement.ref for entry in entries for tie in entry.statements.all())
    return tuple(
        EntryLine(
            ref=EntryRef(entry.ref),
            versions=_versions(entry) if is_own else _versions(entry)[-1:],
            statements=tuple(
                stand[tie.statement.ref] for tie in sorted(entry.statements.all(), key=lambda t: t.statement_id)
            ),
            files=_files(entry, files, are_away=False),
            readers=tuple(reader for reader in Reader if reader.value in {r.reader for r in entry.readers.all()}),
            comments=tuple(
                CommentLine(c.by.name, c.words, c.at) for c in sorted(entry.comments.all(), key=lambda c: c.pk)
            ),
            is_taken_away=entry.taken_away_at is not None,
            files_away=_files(entry, files, are_away=True) if is_own else (),
            origin=Origin(entry.origin) if entry.origin else None,
        )
        for entry in entries
    )


def _files(entry: Entry, files: Mapping[UUID, KeptFile], *, are_away: bool) -> tuple[KeptFile, ...]:
    """Those that stand beside an entry, or those that were taken away; without any that were erased."""
    rows = sorted(entry.files.all(), key=lambda row: row.pk)
    wanted = [row.file_id for row in rows if (row.taken_away_at is not None) is are_away]
    return tuple(files[ref] for ref in wanted if ref in files)


def _versions(entry: Entry) -> tuple[EntryVersionLine, ...]:
    rows = sorted(entry.versions.all(), key=lambda version: version.number)
    return tuple(EntryVersionLine(v.number, EntryDraft(v.title, v.words, v.link), v.at) for v in rows)
