"""Who sits in the jury of the demonstration: what they say and accept, who is invited, and who is challenged."""

from datetime import datetime, timedelta

from competitions.models import Competition
from idarathon.demo import material
from idarathon.demo.material import columns
from idarathon.demo.people import Cast
from judging.domain.challenging import challenge, decide
from judging.domain.declaring import declare_conflicts
from judging.domain.inviting import Guest, invite_juror
from judging.domain.profiles import Said, accept_charter, save_jury_rules, save_profile
from judging.models import Assignment, Conflict, Entry, JuryRules
from teams.models import Team, User


def settle_in(cast: Cast, competition: Competition, *, at: datetime) -> None:
    """The rules of the jury are written; everybody in it has a profile, accepts the charter and has declared."""
    written = material.read("jury")
    values = {**columns("charter", written["charter"]), **columns("confidentiality", written["confidentiality"])}
    rules = JuryRules(competition=competition)
    save_jury_rules(rules, values={**values, "jury_public_from": at}, by=cast["organiser"], at=at)
    themes = {theme.key: theme for theme in competition.themes.all()}
    for juror, says in zip(cast.jurors, written["profiles"], strict=True):
        said = Said(**{**says, "themes": [themes[key] for key in says["themes"]]})
        save_profile(person=juror, competition=competition, said=said, by=juror, at=at)
    chairs = [cast["president"], *filter(None, [cast.deputy_president])]
    for person in (*cast.jurors, *chairs):
        accept_charter(person=person, competition=competition, at=at)
        declare_conflicts(juror=person, competition=competition, at=at + timedelta(minutes=20))
    guest = Guest(**written["guest"])
    invite_juror(competition=competition, guest=guest, by=cast["organiser"], at=at)


def challenge_somebody(cast: Cast, competition: Competition, *, at: datetime) -> None:
    """A team challenges a juror who does not read its project; the president agrees the day after."""
    found = _somebody_else(cast, competition)
    if found is None:
        return
    team, juror = found
    written = material.read("jury")["challenge"]
    made = challenge(team=team, juror=juror, reason=written["reason"], by=team.captain, at=at)
    later = at + timedelta(days=1)
    decide(challenge=made, upheld=True, decision=written["decision"], by=cast["president"], at=later)


def _somebody_else(cast: Cast, competition: Competition) -> tuple[Team, User] | None:
    """A team and a juror who neither reads its project nor is in conflict with it."""
    entries = Entry.objects.filter(round__phase__competition=competition).with_names().order_by("-pk")
    for entry in entries.select_related("project__team__captain", "project__team__competition"):
        reading = set(Assignment.objects.filter(entry=entry).values_list("juror", flat=True))
        barred = set(Conflict.objects.live().filter(team=entry.team).values_list("juror", flat=True))
        for juror in cast.jurors:
            if reading and juror.pk not in reading | barred:
                return entry.team, juror
    return None
