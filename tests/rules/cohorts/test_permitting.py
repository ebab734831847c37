"""Who runs a cohort, who takes a register, and who reads why somebody left."""

from __future__ import annotations

import pytest

from goldenthread.cohorts.rules.permitting import runs, sees_reasons, why_not_run, why_not_take
from goldenthread.people.types import Duty, OrganisationKind
from tests.rules.cohorts.made import actor

PROVIDER, PARTNER, OTHER, SCHOOL = 1, 2, 3, 4
K = OrganisationKind


@pytest.mark.parametrize(
    ("who", "hat", "does_run", "does_read"),
    [
        ("the provider’s programme manager", (Duty.PROGRAMME_MANAGER, PROVIDER, K.LEAD_PROVIDER), True, True),
        ("an administrator", (Duty.ADMINISTRATOR, PROVIDER, K.LEAD_PROVIDER), True, True),
        ("the partner’s programme manager", (Duty.PROGRAMME_MANAGER, PARTNER, K.DELIVERY_PARTNER), True, True),
        ("the provider’s quality lead", (Duty.QUALITY_LEAD, PROVIDER, K.LEAD_PROVIDER), False, True),
        ("another partner’s manager", (Duty.PROGRAMME_MANAGER, OTHER, K.DELIVERY_PARTNER), False, False),
        ("an inspector", (Duty.INSPECTOR, PROVIDER, K.LEAD_PROVIDER), False, False),
        ("the partner’s facilitator", (Duty.FACILITATOR, PARTNER, K.DELIVERY_PARTNER), False, False),
        ("a headteacher", (Duty.HEADTEACHER, SCHOOL, K.SCHOOL), False, False),
    ],
)
def test_managers_run_a_cohort_and_the_quality_lead_also_reads_reasons(who, hat, does_run, does_read) -> None:
    asking = actor(hat)

    assert runs(asking, PARTNER) is does_run, who
    assert (why_not_run(asking, PARTNER) is None) is does_run, who
    assert sees_reasons(asking, PARTNER) is does_read, who


@pytest.mark.parametrize(
    ("who", "hat", "leader", "may"),
    [
        ("the facilitator who leads it", (Duty.FACILITATOR, PARTNER, K.DELIVERY_PARTNER), 7, True),
        ("a facilitator of another session", (Duty.FACILITATOR, PARTNER, K.DELIVERY_PARTNER), 8, False),
        ("a facilitator, where nobody leads yet", (Duty.FACILITATOR, PARTNER, K.DELIVERY_PARTNER), None, False),
        ("who led it before the hat was off", (Duty.COACH, PARTNER, K.DELIVERY_PARTNER), 7, False),
        ("the partner’s programme manager", (Duty.PROGRAMME_MANAGER, PARTNER, K.DELIVERY_PARTNER), 8, True),
    ],
)
def test_a_register_is_for_its_facilitator_and_for_who_runs_the_cohort(who, hat, leader, may) -> None:
    refusal = why_not_take(actor(hat, person_id=7), partner_id=PARTNER, facilitator_id=leader)

    assert (refusal is None) is may, who
    assert refusal is None or refusal.code == "not_your_session"
