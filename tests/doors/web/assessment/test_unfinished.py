"""Pages that settle or correct, for scripts whose marking is not finished: a reason, and nothing lost."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goldenthread.assessment.models import Settlement

SENT = {"mark_A": "3", "reason_A": "", "feedback_A": "Say what you compared it with.", "comment": "Well done over all."}


@pytest.mark.parametrize("name", ["compare", "correct"])
@pytest.mark.parametrize("sent", [SENT, {**SENT, "why": "A mark was typed wrongly.", "confirmed": "yes"}, {}])
def test_a_page_from_before_is_answered_with_what_was_written(cast, seated, enter, name, sent) -> None:
    answer = enter(cast.moderator).post(reverse(f"assessment:{name}", args=[seated]), sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Its marking is not finished" in page
    assert all(sent[key] in page for key in ("feedback_A", "comment") if key in sent)
    assert not Settlement.objects.exists()


def test_nothing_is_accepted_before_a_marking_is_finished(cast, seated, enter) -> None:
    here = reverse("assessment:accept_agreed", args=[seated])
    page = enter(cast.moderator).post(here, follow=True).content.decode()

    assert "so it cannot be settled" in page
    assert not Settlement.objects.exists()
