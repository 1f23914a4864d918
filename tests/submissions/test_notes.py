"""Notes among teammates: only they read them, whoever is named is told once, and what is settled can be reopened."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from competitions.models import Message, Phase
from submissions.domain.drafting import OtherEdition
from submissions.domain.notes import (
    NoteTooLong,
    NothingNoted,
    NotOfTheTeam,
    reopen_note,
    resolve_note,
    write_note,
)
from submissions.domain.progress import what_waits
from submissions.models import Note, Project, Section
from teams.models import User
from tests.builders.competitions import NOW, a_competition, the_phase
from tests.builders.submissions import a_section
from tests.harness.clock import minutes
from tests.harness.queries import Queries

SignIn = Callable[[User], Client]


@pytest.fixture
def section(phase: Phase) -> Section:
    return phase.sections.get(key="solution")  # type: ignore[attr-defined, no-any-return]


def note(project: Project, section: Section, by: User, text: str = "من يكتب الفقرة الثانية؟") -> Note:
    return write_note(project=project, section=section, text=text, by=by, at=NOW)


def page_of(project: Project, key: str = "solution") -> str:
    return reverse("submissions:notes", kwargs={"edition": project.team.competition.slug, "key": key})


def told() -> list[User]:
    return [message.recipient for message in Message.objects.filter(kind="submissions.mentioned").order_by("pk")]


class TestWriting:
    def test_whoever_is_named_is_told_once_in_their_language_and_nobody_else(
        self, project: Project, section: Section, captain: User, deputy: User
    ) -> None:
        deputy.language = "fr"
        deputy.save()
        text = f"@{deputy.name_ar} هل تراجعون؟ @{deputy.name_latin} و@{captain.name_ar}"

        note(project, section, captain, text)

        [message] = Message.objects.filter(kind="submissions.mentioned")
        assert (message.recipient, message.language) == (deputy, "fr")
        assert page_of(project).removeprefix("/ar") in message.text

    def test_nobody_outside_the_team_is_named(
        self, project: Project, section: Section, captain: User, mentor: User, rival: User
    ) -> None:
        note(project, section, captain, f"@{mentor.name_ar} @{rival.name_latin} @{captain.name_ar}")

        assert told() == []

    def test_organisers_who_see_the_mails_of_their_edition_do_not_find_the_note_in_one(
        self, project: Project, section: Section, captain: User, deputy: User
    ) -> None:
        note(project, section, captain, f"@{deputy.name_ar} سر الفريق")

        message = Message.objects.get(kind="submissions.mentioned")
        assert "سر الفريق" not in message.text + message.html + message.subject

    @pytest.mark.parametrize("text", ["", "  \r\n ", "\x00"])
    def test_a_note_says_something(self, project: Project, section: Section, captain: User, text: str) -> None:
        with pytest.raises(NothingNoted):
            note(project, section, captain, text)

    def test_a_note_has_an_end(self, project: Project, section: Section, captain: User) -> None:
        with pytest.raises(NoteTooLong):
            note(project, section, captain, "ن" * 4001)

    @pytest.mark.parametrize("who", ["rival", "mentor", "organiser", "stranger"])
    def test_others_write_none_and_settle_none(
        self, who: str, project: Project, section: Section, captain: User, request: pytest.FixtureRequest
    ) -> None:
        other, written = request.getfixturevalue(who), note(project, section, captain)

        for act in (
            lambda: note(project, section, other),
            lambda: resolve_note(note=written, by=other, at=NOW),
            lambda: reopen_note(note=written, by=other),
        ):
            with pytest.raises(NotOfTheTeam):
                act()

    def test_a_section_of_another_edition_is_none_of_theirs(self, project: Project, captain: User) -> None:
        elsewhere = a_section(the_phase(a_competition(), "submission"))

        with pytest.raises(OtherEdition):
            note(project, elsewhere, captain)


class TestSettling:
    def test_the_first_who_settles_is_kept_and_a_reopened_note_counts_again(
        self, project: Project, section: Section, captain: User, deputy: User
    ) -> None:
        written = note(project, section, captain)

        resolve_note(note=written, by=deputy, at=NOW)
        settled = resolve_note(note=written, by=captain, at=NOW + minutes(1))

        assert (settled.resolved_by, settled.resolved_at) == (deputy, NOW)
        assert what_waits(project)[1] == {}
        reopen_note(note=written, by=captain)
        assert what_waits(project)[1] == {section.pk: 1}

    def test_open_notes_are_counted_by_section_in_one_query(
        self, project: Project, section: Section, captain: User, phase: Phase, queries: Queries
    ) -> None:
        training = phase.sections.get(key="training")  # type: ignore[attr-defined]
        for each in (section, section, training):
            note(project, each, captain)

        with queries.at_most(1):
            counts = what_waits(project)[1]

        assert counts == {section.pk: 2, training.pk: 1}


class TestThePage:
    def test_a_note_is_written_read_settled_and_reopened(
        self, project: Project, captain: User, deputy: User, signed_in: SignIn
    ) -> None:
        signed_in(captain).post(page_of(project), {"phase": "submission", "text": f"@{deputy.name_ar} <b>انظر</b>"})
        client = signed_in(deputy)
        written = Note.objects.get()

        page = client.get(page_of(project)).text
        assert f'<b class="named"><bdi>@{deputy.name_ar}</bdi></b> &lt;b&gt;انظر&lt;/b&gt;' in page
        act = {"edition": project.team.competition.slug, "pk": written.pk}
        client.post(reverse("submissions:resolve_note", kwargs=act))
        assert "<details" in client.get(page_of(project)).text
        client.post(reverse("submissions:reopen_note", kwargs=act))
        assert Note.objects.open().count() == 1

    def test_whoever_was_erased_has_no_name_any_more(
        self, project: Project, section: Section, captain: User, deputy: User, signed_in: SignIn
    ) -> None:
        note(project, section, deputy)
        name = deputy.name_ar
        deputy.name_ar = deputy.name_latin = ""
        deputy.save()

        page = signed_in(captain).get(page_of(project)).text

        assert "من يكتب الفقرة الثانية؟" in page
        assert name not in page

    def test_the_task_list_counts_what_is_open(
        self, project: Project, section: Section, captain: User, signed_in: SignIn
    ) -> None:
        note(project, section, captain)
        resolve_note(note=note(project, section, captain), by=captain, at=NOW)

        page = signed_in(captain).get(reverse("submissions:project", args=[project.team.competition.slug])).text

        assert page.count("ملاحظة واحدة مفتوحة") == 1

    def test_notes_are_written_in_a_closed_phase_too(
        self, project: Project, phase: Phase, captain: User, signed_in: SignIn, time_machine: TimeMachineFixture
    ) -> None:
        time_machine.move_to(phase.closes_at + minutes(5), tick=False)

        answer = signed_in(captain).post(page_of(project), {"phase": phase.key, "text": "ماذا بعد؟"})

        assert answer.status_code == 302
        assert Note.objects.count() == 1

    @pytest.mark.parametrize("text", ["", "ن" * 4001])
    def test_what_was_typed_is_kept_beside_the_reason(
        self, project: Project, phase: Phase, captain: User, signed_in: SignIn, text: str
    ) -> None:
        page = signed_in(captain).post(page_of(project), {"phase": phase.key, "text": text})

        assert page.status_code == 200
        assert text in page.text
        assert 'href="#id_text"' in page.text

    def test_too_many_notes_wait_and_their_text_is_kept(
        self, project: Project, phase: Phase, captain: User, signed_in: SignIn, settings: LazySettings
    ) -> None:
        cache.clear()
        settings.ACCOUNT_RATE_LIMITS = {"write_note": "1/h/user"}
        client = signed_in(captain)
        client.post(page_of(project), {"phase": phase.key, "text": "الأولى"})

        page = client.post(page_of(project), {"phase": phase.key, "text": "الثانية"})

        assert page.status_code == 200
        assert "الثانية" in page.text
        assert Note.objects.count() == 1

    def test_a_note_that_met_an_ended_session_is_back_after_signing_in(
        self, project: Project, captain: User, signed_in: SignIn
    ) -> None:
        client = signed_in(captain)
        page = client.get(page_of(project)).text
        writer = page.split('name="writer" value="')[1].split('"')[0]
        client.logout()

        client.post(page_of(project), {"phase": "submission", "text": "لم تضع", "writer": writer})
        client.force_login(captain, backend="django.contrib.auth.backends.ModelBackend")

        assert "لم تضع" in client.get(page_of(project)).text

    @pytest.mark.parametrize("who", ["stranger", "mentor", "organiser", "rival"])
    def test_for_others_it_is_not_there(
        self, who: str, project: Project, section: Section, captain: User, signed_in: SignIn,
        request: pytest.FixtureRequest,
    ) -> None:  # fmt: skip
        written = note(project, section, captain, "سر الفريق")
        client = signed_in(request.getfixturevalue(who))
        act = {"edition": project.team.competition.slug, "pk": written.pk}

        assert "سر الفريق" not in client.get(page_of(project)).text
        for name in ("submissions:resolve_note", "submissions:reopen_note"):
            assert client.post(reverse(name, kwargs=act)).status_code == 404
        assert Note.objects.open().get() == written

    def test_a_section_that_is_not_asked_has_no_notes(
        self, project: Project, phase: Phase, captain: User, signed_in: SignIn
    ) -> None:
        other = phase.competition.themes.exclude(pk=project.team.theme_id).first()
        if other is not None:
            a_section(phase, key="of-another-theme", theme=other)

        for key in ("nothing", "of-another-theme"):
            assert signed_in(captain).get(page_of(project, key)).status_code == 404

    def test_thirty_notes_cost_as_many_queries_as_one(
        self,
        project: Project,
        section: Section,
        captain: User,
        deputy: User,
        signed_in: SignIn,
        queries: Queries,
    ) -> None:
        client = signed_in(captain)

        def grow_to(size: int) -> None:
            for each in range(size - Note.objects.count()):
                written = note(project, section, (captain, deputy)[each % 2], f"@{captain.name_ar} @{deputy.name_ar}")
                if each % 3 == 1:
                    resolve_note(note=written, by=deputy, at=NOW)

        queries.same_at(grow_to=grow_to, visit=lambda: client.get(page_of(project)))
        with queries.at_most(12):
            client.get(page_of(project))


def test_the_script_folds_names_as_the_server_does() -> None:
    script = Path("static/js/mentions.js").read_text()

    assert all(sign in script for sign in ("أإآٱ", "\\u064B", "ى", "ة"))
