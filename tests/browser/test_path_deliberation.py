"""The president's way in Arabic, from the closing of the round to signed, sealed and scheduled, with the jurors."""

import pytest
import time_machine
from django.utils import translation

from judging.domain.deliberating.prizes import add_prize
from judging.models import Attendance, Award, JurorSignature, Publication, ScoreChange, Signature, Vote
from tests.browser.visitor import Visitor
from tests.builders.judging import OVER
from tests.harness.browser import OpenPage
from tests.judging.sitting import Sitting, a_sitting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def a_jury() -> Sitting:
    """Three projects, two of them equal; a first prize, and one to vote on."""
    here = a_sitting(1500, 1500, 900, jurors=2, opened=False)
    for order, level in enumerate(("first", "special")):
        name = {"ar": f"جائزة {order}", "fr": f"Prix {order}"}
        add_prize(competition=here.competition, name=name, level=level, order=order, by=here.organiser, at=OVER)
    return here


def address(here: Sitting) -> dict[str, object]:
    return {"edition": here.competition.slug, "round_id": here.round.pk}


def open_and_come(here: Sitting, chair: Visitor, jurors: list[Visitor]) -> None:
    chair.open("judging:jury", edition=here.competition.slug)
    chair.open("judging:deliberation", **address(here))
    chair.press()
    chair.take_next_step()
    for juror in here.jurors:
        chair.page.locator(f"[name=juror][value='{juror.pk}']").check()
    chair.press()
    jurors[0].open("judging:jury", edition=here.competition.slug)
    jurors[0].follow("main .tasks a[href*=deliberation]")
    assert Attendance.objects.count() == 2


def talk(here: Sitting, chair: Visitor, juror: Visitor) -> None:
    chair.take_next_step()
    chair.page.locator("details summary").last.click()
    chair.page.locator("#note-all-text").fill("ناقشنا الاختلافات بين التقييمات")
    chair.press("section[aria-labelledby=general] form button")
    score = here.score(0, 2)
    juror.open("judging:own_score", **address(here), score_id=score.pk)
    juror.fill(points="٩٫٥", reason="قرأت الملحق من جديد")
    juror.press()
    assert ScoreChange.objects.get().new_points == 950


def vote(here: Sitting, chair: Visitor, jurors: list[Visitor]) -> None:
    chair.open("judging:ties", **address(here))
    chair.press("main section form button")
    chair.follow("main section a")
    for juror in jurors:
        juror.open("judging:deliberation", **address(here))
        juror.take_next_step()
        juror.fill(entry=str(here.entries[1].pk))
        juror.press("form.form button[type=submit]")
    chair.page.reload()
    chair.press("form.confirm button[type=submit]")
    with translation.override("ar"):
        chair.sees("نتيجة التصويت", here.entries[1].version.title)
    assert Vote.objects.get().closed_at is not None


def withhold(here: Sitting, chair: Visitor) -> None:
    chair.open("judging:prizes", **address(here))
    chair.follow("a[href*=withhold] >> nth=1")
    field = chair.page.locator("textarea[lang=ar]")
    field.fill("لم يكتمل أي مشروع في هذا الباب")
    chair.press()
    assert Award.objects.get().not_awarded_because_ar == "لم يكتمل أي مشروع في هذا الباب"


def sign(here: Sitting, chair: Visitor, jurors: list[Visitor]) -> None:
    chair.open("judging:deliberation_close", **address(here))
    chair.press()
    for juror in jurors:
        juror.open("judging:minutes", **address(here))
        juror.press("form.confirm button")
    assert JurorSignature.objects.filter(kind="minutes").count() == 2
    chair.open("judging:minutes", **address(here))
    chair.press("form.confirm button[type=submit]")
    chair.sees(Signature.objects.get().sha256)
    jurors[0].open("judging:deliberation", **address(here))
    jurors[0].sees(Signature.objects.get().sha256)


def publish(chair: Visitor) -> None:
    chair.take_next_step()
    chair.press()
    assert Award.objects.filter(rank=1).count() == 1
    chair.take_next_step()
    chair.fill(day="2021-01-05", hour="10:00")
    chair.press()
    assert Publication.objects.get().publish_at.isoformat() == "2021-01-05T09:00:00+00:00"


def test_the_president_goes_from_closing_to_signed_sealed_and_scheduled(open_page: OpenPage) -> None:
    here = a_jury()

    with time_machine.travel(OVER, tick=True):
        chair = Visitor(open_page("ar", person=here.president), "ar")
        jurors = [Visitor(open_page("ar", person=juror, phone=True), "ar") for juror in here.jurors]
        open_and_come(here, chair, jurors)
        talk(here, chair, jurors[0])
        vote(here, chair, jurors)
        withhold(here, chair)
        sign(here, chair, jurors)
        publish(chair)
