"""The task list of a project: its sections with their state, its versions, and the one next step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions import wording
from submissions.domain.progress import SectionProgress, State
from submissions.domain.windows import Window
from submissions.models import Attachment, Project, Version
from submissions.presenters.notes import open_notes
from submissions.wording import to_the_second
from teams.models import Team, User

KINDS = {State.NOT_STARTED: "off", State.IN_PROGRESS: "todo", State.COMPLETE: "ok", State.TO_REVIEW: "warn"}


@dataclass(frozen=True)
class Task:
    label: str
    url: str
    kind: str
    state: str
    hint: str = ""
    people: Sequence[User] = ()


@dataclass(frozen=True)
class NextStep:
    """`done`: nothing has to be done now."""

    sentence: str
    url: str = ""
    action: str = ""
    when: str = ""
    done: bool = False


def above(team: Team) -> str:
    """The small line over a project's pages: whose it is, and on what."""
    return _("Team %(team)s · %(theme)s") % {"team": team.display_name, "theme": team.theme.name}


def section_url(team: Team, key: str) -> str:
    return reverse("submissions:section", kwargs={"edition": team.competition.slug, "key": key})


def page_url(name: str, team: Team) -> str:
    return reverse(f"submissions:{name}", kwargs={"edition": team.competition.slug})


def section_tasks(
    team: Team,
    sections: Sequence[SectionProgress],
    present: Mapping[int, Sequence[User]],
    said: Mapping[int, int],
    *,
    at: datetime,
) -> list[Task]:
    """One row a section, with who is writing there now. What mentors ask for speaks louder than what is unfinished.

    `said` counts the open notes of teammates, by section.
    """
    return [
        Task(
            label=str(each.part.section.name),
            url=section_url(team, each.part.section.key),
            kind=KINDS[each.state],
            state=_state_label(each),
            hint=" · ".join(filter(None, (_last_change(each, at=at), open_notes(said.get(each.part.section.pk, 0))))),
            people=present.get(each.part.section.pk, ()),
        )
        for each in sections
    ]


def version_tasks(versions: Sequence[Version], counting: Version | None, *, zone: str, edition: str) -> list[Task]:
    """One row a version, newest first."""
    return [
        Task(
            label=_("Version %(number)d") % {"number": version.number},
            url=reverse("submissions:version", kwargs={"edition": edition, "number": version.number}),
            kind="ok" if version == counting else "off",
            state=_standing(version, counting),
            hint=_("Received %(moment)s") % {"moment": to_the_second(version.received_at, zone)},
        )
        for version in versions
    ]


def _standing(version: Version, counting: Version | None) -> str:
    if version == counting:
        return _("Counts")
    return _("Withdrawn") if version.withdrawn_at else _("Does not count")


def next_step(
    project: Project,
    window: Window,
    sections: Sequence[SectionProgress],
    *,
    counting: Version | None,
    changed: bool,
    may_submit: bool,
    owes_sign_off: bool,
    is_being_settled: bool,
    at: datetime,
) -> NextStep:
    """The one thing to do now. `changed`: something differs from the version that counts.

    `owes_sign_off`: the reader has not signed off on the text as it stands. `is_being_settled`: the team has asked that
    its draft be submitted at the deadline, and that has not been done yet.
    """
    if not window.is_open(at=at):
        return _while_closed(project, window, counting, is_being_settled=is_being_settled, at=at)
    review = [each for each in sections if each.state is State.TO_REVIEW]
    if noted := [each for each in review if each.waiting]:
        return _answer_feedback(project.team, noted)
    if review:
        return _look_again(project.team, review[0])
    unfinished = [each for each in sections if each.problems]
    if unfinished:
        return _go_on(project.team, unfinished)
    if not sections:
        return NextStep(_("The organiser has not published the questions yet. They will appear here."), done=True)
    return _submit(project, window, counting, changed=changed, may_submit=may_submit, owes_sign_off=owes_sign_off)


def changed_since(version: Version | None, sections: Sequence[SectionProgress], files: Sequence[Attachment]) -> bool:
    """Whether the draft was changed after `version` was received; `files` are all that the project ever had."""
    if version is None:
        return False
    answers = [asked.answer for each in sections for asked in each.part.questions]
    moments = [answer.saved_at for answer in answers if answer]
    moments += [moment for file in files for moment in (file.uploaded_at, file.removed_at) if moment]
    return any(moment > version.received_at for moment in moments)


def _state_label(each: SectionProgress) -> str:
    if each.state is State.TO_REVIEW and not each.waiting:
        changed = ngettext("%(count)d changed question", "%(count)d changed questions", each.outdated)
        return changed % {"count": each.outdated}
    if each.state is State.TO_REVIEW:
        return ngettext("%(count)d note to answer", "%(count)d notes to answer", each.waiting) % {"count": each.waiting}
    labels = {
        State.NOT_STARTED: _("Not started"),
        State.IN_PROGRESS: _("In progress"),
        State.COMPLETE: _("Complete"),
    }
    return labels[each.state]


def _last_change(each: SectionProgress, *, at: datetime) -> str:
    saves = [asked.answer for asked in each.part.questions if asked.answer]
    if not saves:
        return ""
    last = max(saves, key=lambda answer: answer.saved_at)
    return _("Last change: %(when)s, by %(name)s") % {
        "when": wording.distance(last.saved_at, at=at),
        "name": last.saved_by.display_name,
    }


def _while_closed(
    project: Project, window: Window, counting: Version | None, *, is_being_settled: bool, at: datetime
) -> NextStep:
    zone = window.phase.competition.time_zone
    if at < window.opens_at:
        opens = wording.moment(window.opens_at, zone=zone)
        return NextStep(_("You can write from %(moment)s on. Until then, read what will be asked.") % {"moment": opens})
    if is_being_settled:
        return NextStep(
            _("Submitting has closed. Your draft is now submitted by itself if it is complete; you are told by mail."),
            done=True,
        )
    if counting is None:
        return NextStep(
            _("Submitting has closed, and nothing was submitted. Ask the organiser if you do not expect that.")
        )
    sentence = _("Your project is submitted: version %(number)d counts. Nothing can be changed any more.")
    return NextStep(
        sentence % {"number": counting.number},
        url=_version_url(project.team, counting),
        action=_("See the receipt"),
        done=True,
    )


def _answer_feedback(team: Team, review: Sequence[SectionProgress]) -> NextStep:
    first = review[0]
    sentence = ngettext(
        "Read %(count)d note of your mentor on “%(section)s”, and mark it once you have taken it into account.",
        "Read %(count)d notes of your mentor on “%(section)s”, and mark them once you have taken them into account.",
        first.waiting,
    )
    return NextStep(
        sentence % {"count": first.waiting, "section": first.part.section.name},
        url=section_url(team, first.part.section.key),
        action=_("Read the feedback"),
    )


def _look_again(team: Team, first: SectionProgress) -> NextStep:
    sentence = ngettext(
        "Look again at “%(section)s”: %(count)d question has been changed since you answered it.",
        "Look again at “%(section)s”: %(count)d questions have been changed since you answered them.",
        first.outdated,
    )
    return NextStep(
        sentence % {"section": first.part.section.name, "count": first.outdated},
        url=section_url(team, first.part.section.key),
        action=_("Open the section"),
    )


def _go_on(team: Team, unfinished: Sequence[SectionProgress]) -> NextStep:
    first = next((each for each in unfinished if each.part.is_begun), unfinished[0])
    left = len(unfinished)
    sentence = ngettext(
        "Write “%(section)s”. %(count)d section is still to be completed.",
        "Write “%(section)s”. %(count)d sections are still to be completed.",
        left,
    )
    return NextStep(
        sentence % {"section": first.part.section.name, "count": left},
        url=section_url(team, first.part.section.key),
        action=_("Open the section"),
    )


def _submit(
    project: Project,
    window: Window,
    counting: Version | None,
    *,
    changed: bool,
    may_submit: bool,
    owes_sign_off: bool,
) -> NextStep:
    team = project.team
    until = wording.last_minute(window.end, zone=window.phase.competition.time_zone)
    again = _("You can change it and submit again until %(moment)s.") % {"moment": until}
    if counting and not changed:
        sentence = _("Your project is submitted: version %(number)d counts.") % {"number": counting.number}
        return NextStep(sentence, when=again, url=_version_url(team, counting), action=_("See the receipt"), done=True)
    if counting:
        sentence = _("The project has changed since version %(number)d. Submit again if the changes shall count.")
        sentence %= {"number": counting.number}
    elif may_submit:
        sentence = _("Everything is written. Check the file, then submit it.")
    elif owes_sign_off:
        sentence = _("Everything is written. Read the file as the jury will, and sign off on it.")
        return NextStep(sentence, url=page_url("check", team), action=_("Read and sign off"))
    else:
        sentence = _("Everything is written. Your captain or deputy can submit the project now.")
    return NextStep(sentence, url=page_url("check", team), action=_("Check the file"))


def _version_url(team: Team, version: Version) -> str:
    return reverse("submissions:version", kwargs={"edition": team.competition.slug, "number": version.number})
