"""The receipt of a version, in the browser."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from submissions.models import Project, Version
from teams.models import User
from tests.builders.competitions import NOW
from tests.builders.submissions import a_version, an_attachment, write
from tests.harness.clock import minutes, seconds

SignIn = Callable[[User], Client]


def url(project: Project, name: str, **kwargs: object) -> str:
    return reverse(f"submissions:{name}", kwargs={"edition": project.team.competition.slug, **kwargs})


class TestReceipt:
    def test_it_says_number_instant_hash_who_and_what(
        self, project: Project, deputy: User, member: User, signed_in: SignIn
    ) -> None:
        an_attachment(project, name="خطة.pdf")
        version = a_version(project, by=deputy, received_at=NOW + seconds(42))

        page = signed_in(member).get(url(project, "version", number=1)).text

        for said in (version.sha256, deputy.name_ar, "10:00:42", "23 نونبر 2020", "الاثنين", "خطة.pdf", project.title):
            assert said in page
        for answer in project.answers.all():
            assert str(answer.value) in page

    def test_it_says_whether_it_counts(self, project: Project, member: User, signed_in: SignIn) -> None:
        client = signed_in(member)
        a_version(project)
        assert client.get(url(project, "version", number=1)).context["counts"].kind == "ok"

        a_version(project, received_at=NOW + minutes(1))

        assert client.get(url(project, "version", number=1)).context["counts"].kind == "warn"
        assert client.get(url(project, "version", number=2)).context["counts"].kind == "ok"

    def test_it_keeps_its_words_when_the_draft_changes(self, project: Project, member: User, signed_in: SignIn) -> None:
        title = project.title
        a_version(project)
        write(project, at=NOW + minutes(1))

        page = signed_in(member).get(url(project, "version", number=1)).text

        assert title in page
        assert project.title not in page

    def test_a_version_that_is_not_there_is_not_there(self, project: Project, captain: User, signed_in: SignIn) -> None:
        a_version(project)

        assert signed_in(captain).get(url(project, "version", number=2)).status_code == 404

    def test_an_erased_one_still_shows_its_hash(self, project: Project, member: User, signed_in: SignIn) -> None:
        version = a_version(project)
        Version.objects.update(content=None)

        page = signed_in(member).get(url(project, "version", number=1))

        assert page.status_code == 200
        assert version.sha256 in page.text
