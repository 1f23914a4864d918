"""Each page as everybody: the juror, another juror, those who lead, a captain, a stranger, nobody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

from judging.domain.conflicts import declare
from judging.models import Signature
from tests.builders.competitions import a_competition
from tests.builders.judging import (
    JUDGING,
    OVER,
    a_round,
    a_signature,
    an_evaluation,
    an_organiser,
    close_as_it_is,
    has_deliberated,
)
from tests.judging.cast import JURORS, OVERSEERS, SignIn, only, status_of, statuses
from tests.judging.conftest import Jury

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


def test_the_jury_page_is_for_the_jury_and_those_who_follow_it(jury: Jury, signed_in: SignIn) -> None:
    assert statuses(jury, signed_in, jury.url("jury")) == only(JURORS | OVERSEERS)


def test_an_evaluation_is_its_jurors_and_nobody_elses(jury: Jury, signed_in: SignIn) -> None:
    own = {"assignment_id": jury.assignment.pk}

    assert statuses(jury, signed_in, jury.url("evaluation", **own)) == only({"juror"})
    assert statuses(jury, signed_in, jury.url("evaluation", **own), "post") == only({"juror"})
    file = jury.url("evaluation_file", attachment_id=jury.attachment_id, **own)
    assert statuses(jury, signed_in, file) == only({"juror"})


def test_reopening_is_the_jurors(jury: Jury, signed_in: SignIn) -> None:
    an_evaluation(jury.assignment)

    url = jury.url("reopen", assignment_id=jury.assignment.pk)

    assert statuses(jury, signed_in, url, "post") == only({"juror"}, 302)
    assert signed_in(jury.juror).get(url).headers["Location"] == jury.url(
        "evaluation", assignment_id=jury.assignment.pk
    )


def test_a_conflict_is_declared_by_those_who_have_something_to_give_back(jury: Jury, signed_in: SignIn) -> None:
    assert statuses(jury, signed_in, jury.url("conflict")) == only({"juror", "colleague"})


def test_progress_ranking_and_audit_are_for_those_who_follow_the_jury(jury: Jury, signed_in: SignIn) -> None:
    round = {"round_id": jury.round.pk}

    for moment in (JUDGING, OVER):
        if moment == OVER:
            close_as_it_is(round=jury.round, at=OVER)
        assert statuses(jury, signed_in, jury.url("ranking", **round)) == only(OVERSEERS)
        assert statuses(jury, signed_in, jury.url("audit")) == only(OVERSEERS)
        assert statuses(jury, signed_in, jury.url("table_json", **round)) == only(set())


def test_the_signed_table_is_for_those_who_follow_the_jury(jury: Jury, signed_in: SignIn) -> None:
    signature = a_signature(close_as_it_is(round=jury.round, at=OVER))

    for name in ("table_json", "table_csv"):
        assert statuses(jury, signed_in, jury.url(name, round_id=jury.round.pk)) == only(OVERSEERS)
    table = signed_in(jury.auditor).get(jury.url("table_json", round_id=jury.round.pk))
    assert table.content.decode() == signature.table
    assert "attachment" in table["Content-Disposition"]


def test_whoever_deliberates_may_try_to_sign_and_only_the_president_and_the_deputy_do(
    jury: Jury, signed_in: SignIn
) -> None:
    close_as_it_is(round=jury.round, at=OVER)
    has_deliberated(jury.round)
    url = jury.url("seal", round_id=jury.round.pk)
    for person in (jury.organiser, jury.auditor, jury.superuser):
        refused = signed_in(person).post(url, follow=True)
        assert "Only the president of the jury or the deputy can do this." in refused.content.decode()
    assert not Signature.objects.exists()

    signed = signed_in(jury.president).post(url, follow=True).content.decode()

    assert Signature.objects.get().signed_by == jury.president
    assert Signature.objects.get().sha256 in signed
    assert statuses(jury, signed_in, url, "post") == only({*OVERSEERS, "juror", "colleague"}, 302)


def test_a_round_of_another_edition_is_not_found_through_this_one(jury: Jury, signed_in: SignIn) -> None:
    foreign = a_round()

    for name in ("ranking", "table_json"):
        assert signed_in(jury.president).get(jury.url(name, round_id=foreign.pk)).status_code == 404
    other = jury.url("evaluation", assignment_id=jury.assignment.pk).replace(
        jury.competition.slug, foreign.competition.slug
    )
    assert signed_in(jury.juror).get(other).status_code == 404


def test_a_file_of_another_project_is_not_handed_out_through_this_evaluation(jury: Jury, signed_in: SignIn) -> None:
    other = a_round(with_files=1).entries.get().version.attachments.get().attachment_id  # type: ignore[attr-defined]

    url = jury.url("evaluation_file", assignment_id=jury.assignment.pk, attachment_id=other)

    assert signed_in(jury.juror).get(url).status_code == 404


def test_the_file_comes_as_a_file_to_keep(jury: Jury, signed_in: SignIn) -> None:
    url = jury.url("evaluation_file", assignment_id=jury.assignment.pk, attachment_id=jury.attachment_id)

    answer = signed_in(jury.juror).get(url)

    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_whoever_declares_a_conflict_finds_every_page_of_the_project_closed(jury: Jury, signed_in: SignIn) -> None:
    client = signed_in(jury.juror)
    own = {"assignment_id": jury.assignment.pk}
    pages = [
        jury.url("evaluation", **own),
        jury.url("evaluation_file", attachment_id=jury.attachment_id, **own),
        jury.url("conflict"),
    ]
    assert [status_of(client.get(page)) for page in pages] == [200, 200, 200]

    form = {"assignment": jury.assignment.pk, "reason": "زميل سابق"}
    answer = client.post(jury.url("conflict"), form, follow=True)

    assert answer.redirect_chain == [(jury.url("jury"), 302)]
    # It stays named among what they do not judge, without a way in.
    assert pages[0] not in client.get(jury.url("jury")).content.decode()
    assert [status_of(client.get(page)) for page in pages] == [404, 404, 404]


def test_a_conflict_without_a_reason_is_asked_for_one(jury: Jury, signed_in: SignIn) -> None:
    answer = signed_in(jury.juror).post(jury.url("conflict"), {"assignment": jury.assignment.pk, "reason": ""})

    assert 'href="#id_reason"' in answer.content.decode()
    jury.assignment.refresh_from_db()
    assert jury.assignment.closed_at is None


def test_nobody_declares_with_a_project_that_is_not_theirs(jury: Jury, signed_in: SignIn) -> None:
    form = {"assignment": jury.others_assignment.pk, "reason": "سبب"}

    assert signed_in(jury.juror).post(jury.url("conflict"), form).status_code == 200
    jury.others_assignment.refresh_from_db()
    assert jury.others_assignment.closed_at is None


def test_the_list_says_what_is_begun_what_is_done_and_how_long_is_left(jury: Jury, signed_in: SignIn) -> None:
    client = signed_in(jury.juror)
    assert "Not begun" in client.get(jury.url("jury")).content.decode()

    an_evaluation(jury.assignment, finished=False)
    begun = client.get(jury.url("jury")).content.decode()
    an_evaluation(jury.assignment)
    done = client.get(jury.url("jury")).content.decode()

    assert "Begun" in begun
    assert "0 of 1 finished" in begun
    assert "Go on with" in begun
    assert "in 7 days" in begun
    assert "1 of 1 finished" in done
    assert "Everything is finished. Look at all of it once more, then sign it." in done


def test_an_auditor_reads_the_whole_record(jury: Jury, signed_in: SignIn) -> None:
    declare(juror=jury.bystander, team=jury.assignment.entry.team, reason="سر", by=jury.bystander, at=JUDGING)
    client = signed_in(jury.auditor)

    record = {
        part: client.get(jury.url("audit"), {"part": part}).content.decode()
        for part in ("entries", "assignments", "conflicts", "rules", "anything")
    }

    assert jury.assignment.entry.version.title in record["entries"]
    assert jury.juror.name_latin in record["assignments"]
    assert jury.bystander.name_latin in record["conflicts"]
    assert "سر" in record["conflicts"]
    by_organiser = signed_in(jury.organiser).get(jury.url("audit"), {"part": "conflicts"}).content.decode()
    assert jury.bystander.name_latin in by_organiser
    assert "سر" not in by_organiser
    assert "50 %" in record["rules"]
    assert jury.assignment.entry.version.title in record["anything"]


def test_an_edition_without_rounds_has_an_audit_page_that_says_so(signed_in: SignIn) -> None:
    competition = a_competition()

    page = signed_in(an_organiser(competition)).get(f"/en/{competition.slug}/jury/audit/").content.decode()

    assert "This edition was not judged on the platform" in page


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_page_speaks_the_three_languages(
    jury: Jury, signed_in: SignIn, language: str, at: Callable[..., Any]
) -> None:
    an_evaluation(jury.assignment)
    with translation.override(language):
        addresses = {
            jury.url("jury"): jury.juror,
            jury.url("evaluation", assignment_id=jury.assignment.pk): jury.juror,
            jury.url("conflict"): jury.juror,
            jury.url("ranking", round_id=jury.round.pk): jury.president,
            jury.url("audit"): jury.auditor,
            jury.url("results"): jury.organiser,
        }
    direction = "rtl" if language == "ar" else "ltr"

    for moment in (JUDGING, OVER):
        with at(moment):
            if moment == OVER:
                close_as_it_is(round=jury.round, at=OVER)
                del addresses[next(url for url in addresses if url.endswith("/conflict/"))]
            for url, person in addresses.items():
                page = signed_in(person).get(url).content.decode()
                assert f'<html lang="{language}" dir="{direction}">' in page
