"""A whole jury from a list: looked at first, each row with its line, then all of it or nothing."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from judging.domain.inviting import Guest, invite_juror
from judging.domain.jury_lists import (
    JuryListHasChanged,
    JuryListHasErrors,
    invite_list,
    preview_jury_list,
    rows_of,
)
from judging.domain.jury_rows import Outcome, fingerprint
from judging.models import JuryInvitation
from teams.domain.authority import OnlyOrganiser
from tests.builders.competitions import NOW, a_competition
from tests.builders.judging import a_juror, an_organiser
from tests.builders.teams import a_role
from tests.harness.mailbox import Mailbox
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db

TABLE = """Adresse e-mail;Nom;Fonction;Organisme;Langue;Langues lues;Thèmes;Projets au plus
sophie@uliege.example;Sophie Durand;membre;Université de Liège;fr;français, arabe;;٤
رئيس@mail.example;سعيد;رئيس;;ar;العربية والفرنسية;;
nadia@admin.example;Nadia;vice-présidente;;;;;
"""


def uploaded(text: str, name: str = "jury.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def previewed(competition, text=TABLE):
    return preview_jury_list(competition=competition, upload=uploaded(text), by=an_organiser(competition), at=NOW)


def confirmed(people_list, *, shown=None):
    shown = shown or fingerprint(rows_of(people_list, at=NOW))
    return invite_list(people_list=people_list, shown=shown, by=an_organiser(people_list.competition), at=NOW)


def test_a_list_in_any_language_is_read_and_everybody_invited(mailbox: Mailbox) -> None:
    competition = a_competition()
    text = TABLE.replace("رئيس@mail.example", "said@mail.example")

    people_list = previewed(competition, text)
    assert not JuryInvitation.objects.exists()
    with time_machine.travel(NOW, tick=False):
        confirmed(people_list)

        rows = JuryInvitation.objects.order_by("pk").values_list("email", "kind", "organisation", "languages")
        assert list(rows) == [
            ("sophie@uliege.example", "juror", "Université de Liège", ["fr", "ar"]),
            ("said@mail.example", "president", "", ["ar", "fr"]),
            ("nadia@admin.example", "deputy_president", "", []),
        ]
        assert JuryInvitation.objects.get(email="sophie@uliege.example").maximum_load == 4
        assert "Sophie Durand" in str(mailbox.latest("sophie@uliege.example").body)
    people_list.refresh_from_db()
    assert (people_list.rows, people_list.counts) == ([], {"new": 3})


def test_what_is_wrong_is_said_line_by_line_and_nobody_is_invited() -> None:
    competition = a_competition()
    theme = competition.themes.first()
    text = f"""email;role;languages;themes;projects at most
nowhere;;;;
a@mail.example;chef;;;
b@mail.example;;klingon;;
c@mail.example;;;محور غير موجود;
d@mail.example;;;{theme.name_ar};-1
e@mail.example;;;{theme.name_ar};7
E@mail.example;member;;;
"""

    people_list = previewed(competition, text)
    judged = rows_of(people_list, at=NOW)

    wrong = {row.entry.line: row.reason for row in judged if row.outcome == Outcome.WRONG}
    assert sorted(wrong) == [2, 3, 4, 5, 6, 8]
    assert "chef" in wrong[3]
    assert "line 7" in wrong[8]
    with pytest.raises(JuryListHasErrors):
        confirmed(people_list)
    assert not JuryInvitation.objects.exists()


def test_whoever_is_invited_or_sits_already_is_left_alone() -> None:
    competition = a_competition()
    a_juror(competition, email="sits@mail.example")
    guest = Guest("waits@mail.example")
    invite_juror(competition=competition, guest=guest, by=an_organiser(competition), at=NOW)
    people_list = previewed(competition, "email\nsits@mail.example\nWaits@mail.example\nnew@mail.example\n")

    outcomes = [row.outcome for row in rows_of(people_list, at=NOW)]
    confirmed(people_list)

    assert outcomes == [Outcome.MEMBER, Outcome.INVITED, Outcome.NEW]
    assert set(JuryInvitation.objects.values_list("email", flat=True)) == {"waits@mail.example", "new@mail.example"}


def test_a_list_that_has_changed_since_it_was_shown_is_looked_at_again() -> None:
    competition = a_competition()
    people_list = previewed(competition, "email\nnew@mail.example\n")
    shown = fingerprint(rows_of(people_list, at=NOW))
    invite_juror(competition=competition, guest=Guest("new@mail.example"), by=an_organiser(competition), at=NOW)

    with pytest.raises(JuryListHasChanged):
        confirmed(people_list, shown=shown)


def test_confirming_twice_invites_once() -> None:
    people_list = previewed(a_competition(), "email\nnew@mail.example\n")
    shown = fingerprint(rows_of(people_list, at=NOW))

    confirmed(people_list, shown=shown)
    confirmed(people_list, shown=shown)

    assert JuryInvitation.objects.count() == 1


def test_only_an_organiser_brings_a_list() -> None:
    competition = a_competition()
    mentor = a_role("mentor", competition=competition)

    with pytest.raises(OnlyOrganiser):
        preview_jury_list(competition=competition, upload=uploaded(TABLE), by=mentor, at=NOW)


def test_looking_at_a_list_costs_the_same_with_one_row_and_with_thirty(queries: Queries) -> None:
    competition = a_competition()
    lists = {}

    def grow_to(number: int) -> None:
        rows = "\n".join(f"juror{place}@mail.example" for place in range(number))
        lists["now"] = previewed(competition, f"email\n{rows}\n")

    queries.same_at(grow_to=grow_to, visit=lambda: rows_of(lists["now"], at=NOW))


@pytest.mark.usefixtures("at_work")
def test_the_pages_of_the_administration_show_the_rows_and_then_invite(signed_in) -> None:
    competition = a_competition()
    client = signed_in(an_organiser(competition))
    start = "/en/admin/judging/juryinvitation/list/"

    assert client.get(start).status_code == 200
    assert client.get(f"{start}template/").content.startswith(b"\xef\xbb\xbf")
    text = "email;role\nnew@mail.example;chef\n"
    answer = client.post(start, {"competition": competition.pk, "file": uploaded(text)})
    wrong = client.get(answer["Location"]).content.decode()
    assert "chef" in wrong
    assert 'name="shown"' not in wrong
    right = client.post(start, {"competition": competition.pk, "file": uploaded("email\nnew@mail.example\n")})
    page = client.get(right["Location"]).content.decode()
    shown = page.split('name="shown" value="')[1].split('"')[0]
    client.post(right["Location"], {"shown": shown})

    assert JuryInvitation.objects.get().email == "new@mail.example"
    assert "has been confirmed" in client.get(right["Location"]).content.decode()
    assert client.get("/en/admin/judging/juryinvitation/").status_code == 200
