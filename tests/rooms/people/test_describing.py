"""Facts about organisations are kept, and the record has both the old and the new."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError

from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.people.actions.describing import describe_organisation
from goldenthread.people.models import Organisation
from goldenthread.people.queries.describing import describing_page
from goldenthread.people.types import OrganisationDetails, Phase

SCHOOL = OrganisationDetails("Ely", "", Phase.PRIMARY, 31, "School census", date(2026, 1, 15))


def test_what_is_recorded_is_there_for_whoever_sees_the_organisation(cast, at) -> None:
    describe_organisation(cast.school.ref, SCHOOL, by=cast.programme_manager, at=at)
    describe_organisation(cast.school.ref, SCHOOL, by=cast.programme_manager, at=at)

    page = describing_page(cast.school.ref, by=cast.quality_lead)
    assert page.details == SCHOOL
    assert page.refusal is not None
    (entry,) = AuditEntry.objects.filter(did="people.describe_organisation")
    assert entry.facts["place"] == "nothing → Ely"
    describe_organisation(cast.school.ref, OrganisationDetails(), by=cast.programme_manager, at=at)
    assert describing_page(cast.school.ref, by=cast.programme_manager).details == OrganisationDetails()


def test_others_neither_change_nor_find_it(cast, at) -> None:
    with pytest.raises(Refused):
        describe_organisation(cast.school.ref, SCHOOL, by=cast.partner_manager, at=at)
    with pytest.raises(Organisation.DoesNotExist):
        describing_page(cast.partner.ref, by=cast.outsider)


def test_the_database_keeps_no_figure_without_its_source(cast) -> None:
    with pytest.raises(IntegrityError):
        Organisation.objects.filter(ref=cast.school.ref).update(fsm_percent=31)
