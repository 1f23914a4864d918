"""What a version says that a member submitted without the captain, and that it stays said."""

import json
from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext

from competitions.models import Phase
from submissions.domain.last_resort import ask
from submissions.domain.submitting import MayNotSubmit
from submissions.models import Project, SignOff, Version
from teams.models import Team, User
from tests.builders.competitions import NOW
from tests.harness.clock import minutes
from tests.harness.mailbox import Mailbox
from tests.submissions.last_hours import agrees, submits, told


class TestReceipt:
    @pytest.fixture
    def version(
        self, project: Project, phase: Phase, member: User, colleague: User, team: Team, at: datetime
    ) -> Version:
        ask(project=project, phase=phase, by=member, at=at)
        agrees(project, phase, colleague, member, at)
        return submits(project, phase, member, at + minutes(1))

    def test_it_says_so_to_everybody_the_captain_and_the_deputy_too(
        self, version: Version, captain: User, deputy: User, member: User, colleague: User
    ) -> None:
        for person in (captain, deputy, member, colleague):
            assert colleague.name_ar in told(person)
            assert "24" in told(person)

    def test_an_ordinary_receipt_says_nothing_of_it(
        self, project: Project, phase: Phase, captain: User, mailbox: Mailbox
    ) -> None:
        submits(project, phase, captain, NOW)

        with translation.override("ar"):
            sentence = gettext(
                "Neither the captain nor the deputy had been here in the last 24 hours before the end, "
                "so a member has submitted in their place."
            )
        assert sentence[:30] not in " ".join(str(mailbox.latest(captain.email).body).split())

    def test_the_page_says_so_with_who_agreed(
        self, version: Version, project: Project, colleague: User, captain: User, signed_in: Any
    ) -> None:
        page = signed_in(captain).get(f"/ar/{project.team.competition.slug}/project/versions/{version.number}/")

        terms = {row.term: row.value for row in page.context["receipt"].rows}
        assert colleague.display_name in terms.values()

    def test_neither_that_nor_who_agreed_can_be_changed_afterwards(self, version: Version) -> None:
        frozen = SignOff.objects.filter(version=version)
        acts = (
            lambda: Version.objects.filter(pk=version.pk).update(without_captain=False),
            lambda: frozen.update(version=None),
            lambda: frozen.update(signed_at=NOW),
            lambda: frozen.delete(),
        )
        for act in acts:
            with pytest.raises(IntegrityError), transaction.atomic():
                act()

    def test_the_hashed_text_is_that_of_any_other_submission(
        self, version: Version, project: Project, phase: Phase, captain: User, at: datetime
    ) -> None:
        ordinary = submits(project, phase, captain, at + minutes(2))

        one, other = (json.loads(each.content or "") for each in (version, ordinary))
        assert one.keys() == other.keys()
        assert one["sections"] == other["sections"]

    def test_another_version_needs_agreement_again(
        self, version: Version, project: Project, phase: Phase, member: User, at: datetime
    ) -> None:
        with pytest.raises(MayNotSubmit):
            submits(project, phase, member, at + minutes(5))
