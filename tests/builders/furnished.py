"""An edition in which everything exists at once: people in every role, teams in every state, work, jury and results.

Its calendar has two submission phases. What was submitted in the first, the selection, is being judged (or has been,
when `judged`), while teams write for the second one: so drafts, versions, entries and scores are there at one instant.
"""

from datetime import datetime, timedelta
from uuid import uuid4

from competitions.domain import jobs
from competitions.domain.reminder_rules import create_rule
from competitions.models import KeyFigure, Partner
from judging.domain.assignment import assign
from judging.domain.conflicts import declare
from judging.domain.planning import CriterionPlan, add_criterion, plan_round
from judging.domain.publication import do_not_award, name_award, schedule
from judging.domain.rounds import open_round
from judging.domain.signing import sign
from submissions.domain.attachments import attach, remove_attachment
from submissions.domain.drafting import project_of
from submissions.domain.feedback import give_feedback
from submissions.domain.notes import resolve_note, write_note
from submissions.domain.submitting import submit
from submissions.domain.uploads import begin_upload, receive_piece
from submissions.models import Project, Version
from teams.domain.accompaniment import assign_mentor
from teams.domain.confirmation import confirm
from teams.domain.eligibility import decline
from teams.domain.founding import found_team
from teams.domain.handing_codes import hand_code
from teams.domain.invitations import accept, invite
from teams.domain.late_access import grant_late_access
from teams.domain.membership import agree, name_deputy
from teams.domain.roles import appoint
from teams.models import User
from tests.builders.analyses import an_analysis
from tests.builders.attachable import a_drawn_page
from tests.builders.competitions import NOW, a_competition, a_department, a_phase
from tests.builders.deliberated import has_deliberated_on_everything
from tests.builders.furnished_jury import surround_the_jury
from tests.builders.furnished_session import hold_session
from tests.builders.holding import report_a_captain
from tests.builders.judging import an_evaluation, close_as_it_is, has_declared
from tests.builders.lists import upload_lists
from tests.builders.looking import look_for_each_other
from tests.builders.own_data import ask_about_own_data
from tests.builders.submissions import WHY_NOT_ALL, a_questionnaire, a_section, an_upload, reword, write
from tests.builders.teams import a_person
from tests.builders.things import Edition, ago

# Days from NOW, as (opens, closes), by kind of phase; the selection is a submission phase besides.
CALENDAR = {
    "registration": (-14, 10),
    "submission": (-14, 16),
    "mentoring": (-14, 16),
    "judging": (-5, 5),
    "results": (20, 60),
}
SELECTION = (-14, -6)
JUDGED = {"judging": (-5, -1)}
CRITERIA = {"impact": 6000, "feasibility": 4000}


def a_furnished_edition(
    slug: str, *, superuser: User, judged: bool = False, publish_at: datetime | None = None
) -> Edition:
    """Build the edition; with `judged` its round is closed and signed, and the results are public from `publish_at`."""
    competition = a_competition(
        slug=slug, calendar=CALENDAR | (JUDGED if judged else {}),
        name_ar=f"إدارثون {slug}", name_fr=f"Idarathon {slug}", name_en=f"Idarathon {slug}",
        about_ar="مسابقة الابتكار الإداري.", rules_text_ar="كل فريق من ثلاثة إلى ستة أعضاء.", women_target=40,
    )  # fmt: skip
    opens, closes = SELECTION
    a_phase(competition=competition, kind="submission", key="selection", opens=opens, closes=closes)
    edition = Edition(competition, superuser, phases={phase.key: phase for phase in competition.phases.all()})
    _enrol_departments(edition)
    _appoint(edition)
    _describe(edition)
    _found_teams(edition)
    _hand_a_code(edition)
    _submit_selection(edition)
    _write_projects(edition)
    _judge(edition, judged=judged)
    ask_about_own_data(edition)
    upload_lists(edition)
    report_a_captain(edition, "third_team")
    if judged:
        _close(edition, publish_at=publish_at or NOW + timedelta(days=2))
    return edition


def _hand_a_code(edition: Edition) -> None:
    about = {"person": edition.people["newcomer"], "by": edition.people["focal_point"]}
    hand_code(competition=edition.competition, at=ago(hours=1), **about)


def _enrol_departments(edition: Edition) -> None:
    for name in ("finance", "health", "justice"):
        domain = f"{name}.{edition.slug}.example"
        edition.departments[name] = a_department(enrolled_in=edition.competition, domains=(domain,))
    for name in ("jury", "centre"):
        edition.departments[name] = a_department()


def a_person_of(edition: Edition, name: str, department: str, *, domain: str = "") -> User:
    """Somebody called `name` who serves in the department, with an address at its domain unless told otherwise."""
    address = f"{name}@{domain or department}.{edition.slug}.example".replace("_", "-")
    person = a_person(email=address, department=edition.departments[department])
    edition.people[name] = person
    return person


def _appoint(edition: Edition) -> None:
    roles = {
        "organiser": ("organiser", "centre"),
        "auditor": ("auditor", "centre"),
        "mentor": ("mentor", "centre"),
        "other_mentor": ("mentor", "centre"),
        "president": ("president", "jury"),
        "juror": ("juror", "jury"),
        "other_juror": ("juror", "jury"),
        "focal_point": ("focal_point", "finance"),
        "other_focal_point": ("focal_point", "health"),
    }
    for name, (kind, department) in roles.items():
        person = a_person_of(edition, name, department)
        where = edition.departments[department] if kind == "focal_point" else None
        appoint(
            person=person, competition=edition.competition, kind=kind, department=where,
            by=edition.superuser, at=ago(days=20),
        )  # fmt: skip
        person.refresh_from_db()


def _describe(edition: Edition) -> None:
    """What an organiser adds to an edition: partners, figures, questions, a reminder, and a job under way."""
    organiser = edition.people["organiser"]
    Partner.objects.create(competition=edition.competition, name_ar="شريك", name_fr="Partenaire", name_en="Partner")
    KeyFigure.objects.create(competition=edition.competition, value="14", label_ar="قطاعا", label_fr="départements")
    a_section(edition.phases["selection"], key="idea", by=organiser)
    a_questionnaire(edition.phases["selection"], by=organiser)
    a_questionnaire(edition.phases["submission"], by=organiser)
    texts = {"subject_ar": "تذكير", "subject_fr": "Rappel", "subject_en": "Reminder"}
    bodies = {"body_ar": "بقي القليل.", "body_fr": "Il reste peu.", "body_en": "Little time is left."}
    timing = {"edge": "closes", "lead_minutes": 1440, "audience": "submissions.project_not_submitted", "active": True}
    create_rule(edition.phases["submission"], values={**texts, **bodies, **timing}, by=organiser, at=ago(days=15))
    edition.jobs["organiser"] = jobs.start("broadcast", arguments={"people": []}, by=organiser, at=ago(days=15))


def _found_teams(edition: Edition) -> None:
    _a_team(edition, "team", "فريق الأفق", "finance", ("captain", "deputy", "member"))
    _a_team(edition, "rival_team", "فريق الجسر", "health", ("rival", "rival_deputy", "rival_member"))
    _a_team(edition, "third_team", "فريق النور", "justice", ("third_captain", "third_deputy", "third_member"))
    for team, mentor in (("team", "mentor"), ("rival_team", "other_mentor")):
        assign_mentor(
            team=edition.teams[team], mentor=edition.people[mentor], by=edition.people["organiser"], at=ago(days=9)
        )
    _an_unconfirmed_team(edition)
    look_for_each_other(edition)
    for team, name in (("team", "invited"), ("rival_team", "rival_invited")):
        captain = edition.teams[team].captain
        edition.invitations[name] = invite(
            team=edition.teams[team], email=f"{name}@{edition.slug}.example", by=captain, received_at=ago(days=3)
        )
    grant_late_access(
        team=edition.teams["third_team"], phase=edition.phases["submission"], until=NOW + timedelta(days=17),
        reason_kind="illness", reason="مرض مفاجئ", by=edition.people["organiser"], at=ago(days=1),
    )  # fmt: skip


def _a_team(edition: Edition, key: str, name_ar: str, department: str, names: tuple[str, ...]) -> None:
    """A confirmed team: the first of `names` founds it, the others accept an invitation, the second is the deputy."""
    captain, *others = [a_person_of(edition, name, department) for name in names]
    team = found_team(
        competition=edition.competition, by=captain, name_ar=name_ar, name_latin=f"Team {key} {edition.slug}",
        theme=edition.competition.themes.all()[0], received_at=ago(days=13),
    )  # fmt: skip
    for person in others:
        invitation = invite(team=team, email=person.email, by=captain, received_at=ago(days=13))
        accept(invitation=invitation, by=person, received_at=ago(days=12))
    for membership in team.memberships.all():
        agree(membership=membership, by=membership.person, at=ago(days=11))
    name_deputy(team=team, deputy=others[0], by=captain, at=ago(days=11))
    edition.teams[key] = confirm(team=team, by=captain, received_at=ago(days=10))


def _an_unconfirmed_team(edition: Edition) -> None:
    """Founded by somebody who waits for their focal point; besides, somebody whom that focal point has declined."""
    newcomer = a_person_of(edition, "newcomer", "finance", domain="mail")
    edition.teams["unconfirmed_team"] = found_team(
        competition=edition.competition, by=newcomer, name_ar="فريق جديد", name_latin=f"Newcomers {edition.slug}",
        theme=edition.competition.themes.all()[2], received_at=ago(days=4),
    )  # fmt: skip
    declined = a_person_of(edition, "declined", "finance", domain="mail")
    decline(
        person=declined, competition=edition.competition, reason="ليس من موظفي القطاع",
        by=edition.people["focal_point"], at=ago(days=4),
    )  # fmt: skip


def _submit_selection(edition: Edition) -> None:
    """What every team submitted first, with a file; another file was taken off before, so no version counts it."""
    for prefix in ("", "rival_", "third_"):
        team = edition.teams[f"{prefix}team"]
        project = edition.projects[f"{prefix}project"] = project_of(team, at=ago(days=9))
        write(project, phase=edition.phases["selection"], at=ago(days=9))
        for name in ("attachment", "removed_attachment"):
            edition.attachments[f"{prefix}{name}"] = attach(
                project=project, upload=an_upload(), by=team.captain, received_at=ago(days=8)
            )
        a_drawn_page(edition.attachments[f"{prefix}attachment"])
        upload = edition.uploads[f"{prefix}upload"] = begin_upload(
            project=project, name="عرض.pdf", size=5_000_000, by=team.captain, received_at=ago(days=8)
        )
        receive_piece(upload=upload, offset=0, content=b"%PDF-1.7", by=team.captain, received_at=ago(days=8))
        removed = edition.attachments[f"{prefix}removed_attachment"]
        remove_attachment(attachment=removed, by=team.captain, received_at=ago(days=8))
        edition.versions[f"{prefix}version"] = _submitted(edition, f"{prefix}project", "selection", at=ago(days=7))


def _submitted(edition: Edition, project: str, phase: str, *, at: datetime) -> Version:
    return submit(
        project=edition.projects[project], phase=edition.phases[phase], by=edition.projects[project].team.captain,
        received_at=at, intent=uuid4(), reason=WHY_NOT_ALL,
    )  # fmt: skip


def _write_projects(edition: Edition) -> None:
    """The second dossier of both rivals: a draft, a mentor's feedback, and one version of it."""
    for prefix, mentor in (("", "mentor"), ("rival_", "other_mentor")):
        project = write(edition.projects[f"{prefix}project"], phase=edition.phases["submission"], at=ago(days=3))
        edition.feedback[f"{prefix}feedback"] = give_feedback(
            project=project, section=edition.phases["submission"].sections.all()[0], mentor=edition.people[mentor],
            text="47 دقيقة: على كم مرتفق؟", at=ago(days=2),
        )  # fmt: skip
        _talk(edition, prefix, project)
        second = _submitted(edition, f"{prefix}project", "submission", at=ago(days=1))
        edition.versions[f"{prefix}second_version"] = second
    reword(edition.phases["submission"], by=edition.people["organiser"], at=ago(hours=2))


def _talk(edition: Edition, prefix: str, project: Project) -> None:
    """A note that is open and one that is settled, of the captain's."""
    section, captain = edition.phases["submission"].sections.all()[0], project.team.captain
    for name in ("note", "settled_note"):
        edition.notes[f"{prefix}{name}"] = write_note(
            project=project, section=section, text="من يراجع؟", by=captain, at=ago(days=2)
        )
    resolve_note(note=edition.notes[f"{prefix}settled_note"], by=captain, at=ago(days=1))


def _judge(edition: Edition, *, judged: bool) -> None:
    """Two jurors score the team; the rival is a draft of the first; the second declared a conflict with the third."""
    organiser = edition.people["organiser"]
    names = {"ar": "دور الانتقاء", "fr": "Tour de sélection", "en": "Selection round"}
    planned = plan_round(
        phase=edition.phases["judging"], submission_phase=edition.phases["selection"], name=names, by=organiser,
        at=ago(days=15),
    )  # fmt: skip
    for key, weight in CRITERIA.items():
        words = {"ar": f"معيار {key}", "fr": f"Critère {key}", "en": f"Criterion {key}"}
        plan = CriterionPlan(key=key, name=words, weight=weight)
        add_criterion(round=planned, plan=plan, by=organiser, at=ago(days=15))
    for juror in ("juror", "other_juror"):
        has_declared(edition.people[juror], planned.competition)
    edition.round = open_round(round=planned, by=organiser, at=ago(days=5))
    for key in ("team", "rival_team", "third_team"):
        edition.entries[key] = edition.round.entries.get(project__team=edition.teams[key])
    hold_session(edition)
    given = [("juror", "team"), ("juror", "rival_team"), ("other_juror", "team"), ("other_juror", "third_team")]
    for juror, entry in given:
        edition.assignments[juror, entry] = assign(
            entry=edition.entries[entry], juror=edition.people[juror], by=organiser, at=ago(days=5)
        )
    an_evaluation(edition.assignments["juror", "team"], points=1450, at=ago(days=4))
    an_evaluation(edition.assignments["other_juror", "team"], points=1300, at=ago(days=4))
    an_evaluation(edition.assignments["juror", "rival_team"], points=1100, finished=judged, at=ago(days=4))
    third = edition.people["other_juror"]
    edition.conflict = declare(
        juror=third, team=edition.teams["third_team"], reason="عملنا معا", by=third, at=ago(days=3)
    )
    surround_the_jury(edition)


def _close(edition: Edition, *, publish_at: datetime) -> None:
    organiser, competition = edition.people["organiser"], edition.competition
    assert edition.round is not None
    edition.round = close_as_it_is(round=edition.round, at=ago(hours=23))
    an_analysis(edition.round)
    has_deliberated_on_everything(edition.round, at=ago(hours=21))
    sign(round=edition.round, by=edition.people["president"], at=ago(hours=20))
    first = {"ar": "الجائزة الأولى", "fr": "Premier prix", "en": "First prize"}
    name_award(
        competition=competition, entry=edition.entries["team"], prize=first, rank=1, by=organiser, at=ago(hours=19)
    )
    third = {"ar": "الجائزة الثالثة", "fr": "Troisième prix", "en": "Third prize"}
    reason = {"ar": "لم يستوف أي مشروع الشروط", "fr": "Aucun projet ne remplit les conditions"}
    do_not_award(competition=competition, prize=third, because=reason, by=organiser, at=ago(hours=19))
    edition.publication = schedule(competition=competition, publish_at=publish_at, by=organiser, at=ago(hours=18))
