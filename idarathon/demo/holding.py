"""Teams that threaten to come apart: a captain who has disappeared, and a team that has lost a member."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from idarathon.demo.calendar import Stage
from idarathon.demo.teams import Founded
from teams.domain.captaincy import report_absent_captain
from teams.domain.membership import leave
from teams.domain.visits import note_visit
from teams.models import Membership

# A confirmed team of three, of whom one leaves, and one whose captain nobody reaches.
DIMINISHED, LEFT_ALONE = 7, 6


def let_some_come_apart(founded: Sequence[Founded], *, stage: Stage, at: datetime) -> None:
    """While teams are at work; everybody else was here yesterday."""
    if stage not in (Stage.REGISTRATION, Stage.SUBMISSION):
        return
    for each in founded:
        for seat, person in enumerate(each.people):
            if (each.number, seat) != (LEFT_ALONE, 0):
                note_visit(person, at=at - timedelta(days=1))
        if each.number == DIMINISHED:
            _lose_a_member(each, at=at - timedelta(hours=20))
        if each.number == LEFT_ALONE:
            word = "لم يجب منسق الفريق على الهاتف ولا على البريد منذ أسبوع، ونحتاج إلى من يقود الفريق قبل نهاية الأجل."
            report_absent_captain(team=each.team, word=word, by=each.people[1], at=at - timedelta(hours=18))


def _lose_a_member(each: Founded, *, at: datetime) -> None:
    person = each.people[1]
    membership = Membership.objects.active().of(person).get(team=each.team)
    leave(membership=membership, reason="انتقال إلى مصلحة أخرى", by=person, at=at)
