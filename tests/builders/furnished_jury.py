"""What surrounds the jury of a furnished edition: somebody invited, a list, proposals, and what teams have said."""

from django.core.files.uploadedfile import SimpleUploadedFile

from competitions.models import Message
from judging.domain.challenging import challenge, decide
from judging.domain.inviting import Guest, invite_juror
from judging.domain.jury_lists import preview_jury_list
from judging.domain.plans import propose
from judging.domain.policies import set_policies
from judging.domain.profiles import save_jury_rules
from judging.models import JuryRules, Plan
from tests.builders.things import Edition, ago

ADDRESS = "guest@university.example"


def surround_the_jury(edition: Edition) -> None:
    """The names of the jury are public; one challenge waits for the president, another was turned down."""
    organiser, competition = edition.people["organiser"], edition.competition
    rules = JuryRules(competition=competition)
    save_jury_rules(rules, values={"jury_public_from": ago(days=6)}, by=organiser, at=ago(days=6))
    effects = {"mentor": "disclose"}
    set_policies(competition=competition, effects=effects, reason="قلة الأعضاء", by=organiser, at=ago(days=3))
    edition.jury_invitations["guest"] = invite_juror(
        competition=competition,
        guest=Guest(ADDRESS, name="Guest"),
        reason="اعتذار أحد الأعضاء",
        by=organiser,
        at=ago(days=2),
    )
    upload = SimpleUploadedFile("jury.csv", b"email\nnew@university.example\n")
    edition.lists["jury"] = preview_jury_list(competition=competition, upload=upload, by=organiser, at=ago(hours=1))
    propose_plans(edition)
    for key, juror in (("waiting", "other_juror"), ("decided", "juror")):
        edition.challenges[key] = challenge(
            team=edition.teams["team"],
            juror=edition.people[juror],
            reason="كان رئيسا لأحد أعضاء الفريق",
            by=edition.people["captain"],
            at=ago(days=2),
        )
    edition.challenges["decided"] = decide(
        challenge=edition.challenges["decided"],
        upheld=False,
        decision="لا دليل على ذلك",
        by=edition.people["president"],
        at=ago(days=1),
    )


def propose_plans(edition: Edition) -> None:
    """One proposal of who reads what is there to be decided, as it stands; another is being computed."""
    assert edition.round is not None
    by = edition.people["organiser"]
    solved = propose(round=edition.round, by=by, at=ago(days=2))
    figures = {"total": 0, "worst": 0, "edge": 0, "least": 1, "most": 2, "components": 1, "linkage": 500}
    result = {"pairs": solved.inputs["fixed"], "relaxations": [], "groups": [figures | {"lifts": 0, "bridges": 0}]}
    Plan.objects.filter(pk=solved.pk).update(result=result, solved_at=ago(days=2))
    edition.plans["solved"] = Plan.objects.get(pk=solved.pk)
    edition.plans["waiting"] = propose(round=edition.round, by=by, at=ago(days=2), keep=True)


def jury_token(edition: Edition) -> str:
    """The token of the guest's invitation, out of the mail that alone knows it."""
    mail = Message.objects.filter(address=ADDRESS, competition=edition.competition, secret=True).latest("pk")
    return str(mail.sealed_text).partition("/invitations/")[2].partition("/")[0]
