"""Who is named in a note after an @, in either script, however it is spelled."""

import pytest

from submissions.domain.notes import mentions
from teams.models import User
from tests.builders.teams import a_person


class TestNaming:
    @pytest.fixture
    def people(self, db: None) -> dict[str, User]:
        return {
            "amina": a_person(name_ar="أمينة العلوي", name_latin="Amina El Alaoui"),
            "amina_b": a_person(name_ar="أمينة بنعلي", name_latin="Amina Benali"),
            "omar": a_person(name_ar="عمر", name_latin="Omar Éloi"),
        }

    @pytest.mark.parametrize(
        ("text", "named"),
        [
            ("@عمر انظر", ["omar"]),
            ("و@عُمَر، هل توافق؟", ["omar"]),
            ("@omar éloi: voyez", ["omar"]),
            ("@OMAR", ["omar"]),
            ("Pour @Omar.", ["omar"]),
            ("@امينه  العلوي", ["amina"]),
            ("@Amina Benali et @Amina El Alaoui", ["amina_b", "amina"]),
            ("@Amina", []),
            ("@Amina\nBenali", []),
            ("omar@mail.example", []),
            ("@ omar", []),
            ("@omariste", []),
            ("＠Omar (@عمر)", ["omar", "omar"]),
            ("@@@@ @", []),
            ("", []),
        ],
    )
    def test_a_name_is_found_in_either_script_however_it_is_spelled(
        self, people: dict[str, User], text: str, named: list[str]
    ) -> None:
        assert [mention.person for mention in mentions(text, people.values())] == [people[each] for each in named]

    def test_the_longest_name_is_meant(self, db: None) -> None:
        short, long = a_person(name_ar="", name_latin="Ali"), a_person(name_ar="", name_latin="Ali Ben Ali")

        assert [each.person for each in mentions("@Ali Ben Ali, @Ali Ben", [short, long])] == [long, short]

    def test_a_text_made_to_be_slow_is_not(self, people: dict[str, User]) -> None:
        assert mentions("@." * 2000, people.values()) == []
