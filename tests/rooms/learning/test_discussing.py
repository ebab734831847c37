"""Writing in communities: who may, what is kept, what counts once."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.learning.actions.discussing import (
    edit_post,
    forget_draft,
    mark_seen,
    reply,
    save_draft,
    start_thread,
)
from goldenthread.learning.models import Attachment, Draft, Mention, Post, Space, Thread
from goldenthread.learning.queries.communities import (
    communities,
    new_thread_page,
    people_named,
    search,
    space_page,
)
from goldenthread.learning.queries.discussing import attached_file, one_post, thread_page
from goldenthread.learning.types.discussing import GivenFile, Order, SpaceKind, Words
from tests.makers.counting import statements_of
from tests.makers.discussing import ENOUGH, begin, make_talking, say


@pytest.fixture
def talking(cast, at):
    return make_talking(cast, at=at)


def test_a_community_is_entered_by_its_people_and_by_nobody_else(cast, talking, at) -> None:
    enters = {
        name
        for name in (
            "administrator", "curriculum_lead", "programme_manager", "partner_manager", "quality_lead", "inspector",
            "facilitator", "coach", "assessor", "headteacher", "sponsor", "mentor", "participant", "outsider",
            "outside_participant",
        )
        for line in communities(by=getattr(cast, name), at=at)
        if line.ref == talking.home
    }  # fmt: skip
    wide = [line.title for line in communities(by=cast.outside_participant, at=at)]

    assert enters == {"programme_manager", "partner_manager", "facilitator", "coach", "participant"}
    assert len(wide) == 2
    with pytest.raises(Space.DoesNotExist):
        space_page(talking.home, by=cast.outsider, at=at)
    with pytest.raises(Space.DoesNotExist):
        begin(talking.home, cast.outside_participant, at=at)
    assert not Thread.objects.exists()


def test_a_thread_is_begun_answered_and_read(cast, talking, at) -> None:
    first = begin(talking.home, cast.participant, at=at, text="How do you arrange it, @Rosa Lind?")
    second = say(first.thread, talking.rosa, at=at + timedelta(hours=1), answers=first.ref)

    page = thread_page(first.thread, by=cast.participant, at=at)
    assert [(p.number, p.by, p.stands, p.answers, p.is_new) for p in page.posts] == [
        (1, "Parveen Begum", "Castle Hill Primary", None, False),
        (2, "Rosa Lind", "Castle Hill Primary", 1, True),
    ]
    assert page.posts[1].quote == "How do you arrange it, @Rosa Lind?"
    assert Mention.objects.get().person_id == talking.rosa.person_id
    assert space_page(talking.home, by=cast.participant, at=at).lines[0].unread == 2

    mark_seen(first.thread, 2, by=cast.participant, at=at)
    mark_seen(first.thread, 1, by=cast.participant, at=at)
    mark_seen(first.thread, 2, by=talking.rosa, at=at)

    assert space_page(talking.home, by=cast.participant, at=at).lines[0].unread == 0
    assert Mention.objects.get().seen_at == at
    assert [e.did for e in AuditEntry.objects.filter(did__startswith="learning.")] == [
        "learning.start_thread", "learning.post", "learning.post",
    ]  # fmt: skip
    assert [n.facts["post"] for n in NoticeRow.objects.filter(kind="learning.posted")] == [
        str(first.ref), str(second.ref),
    ]  # fmt: skip
    assert not Draft.objects.exists()
