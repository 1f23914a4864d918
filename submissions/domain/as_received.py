"""The file as it had been received before an instant, whatever was saved, attached or removed since."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db.models import Q

from competitions.models import Phase
from submissions.domain.canonical import NamedMember, canonical, document
from submissions.domain.reading import Draft, Written, asked_in, draft_of
from submissions.models import Answer, AnswerRevision, Attachment, Project, Version
from teams.models import Membership

# What a version says of itself and not of the project: it differs between any two.
_OF_THE_ACT = ("number", "received_at", "automatic", "reason", "missing_files", "questionnaire")


def draft_as_of(project: Project, phase: Phase, *, before: datetime, memberships: Sequence[Membership] = ()) -> Draft:
    """What `project` answered to what `phase` asks, of what had been received before that instant."""
    written = Written(
        answers={answer.question_id: answer for answer in _answers(project, phase, before)},
        people={each.person_id: each.person.display_name for each in memberships},
    )
    attached = Attachment.objects.of(project).filter(Q(removed_at=None) | Q(removed_at__gte=before))
    for file in attached.filter(uploaded_at__lt=before, quarantined_at=None):
        written.files.setdefault(file.question_id, []).append(file)
    return draft_of(project, phase, asked_in(phase), written)


def says_the_same(version: Version, draft: Draft, memberships: Sequence[Membership]) -> bool:
    """Whether a version frozen of that draft and team would say what `version` says already."""
    if version.content is None:
        return False
    references = dict(version.people.values_list("person", "reference"))
    members = [NamedMember(references.get(each.person_id) or uuid4(), each) for each in memberships]
    again = json.loads(canonical(document(draft, members=members)))
    return _of_the_project(again) == _of_the_project(json.loads(version.content))


def _answers(project: Project, phase: Phase, before: datetime) -> list[Answer]:
    """Each answer with the last text that it had then; those that did not exist are left out."""
    found = Answer.objects.of(project).filter(question__section__phase=phase).select_related("saved_by")
    standing = list(found)
    later = [answer.pk for answer in standing if answer.saved_at >= before]
    earlier = AnswerRevision.objects.filter(answer__in=later, saved_at__lt=before).order_by("revision")
    then = {each.answer_id: each for each in earlier} if later else {}
    return [
        _with(answer, then[answer.pk]) if answer.pk in then else answer
        for answer in standing
        if answer.saved_at < before or answer.pk in then
    ]


def _with(answer: Answer, revision: AnswerRevision) -> Answer:
    """The answer as that save left it; never to be written back."""
    return Answer(
        project_id=answer.project_id,
        question_id=answer.question_id,
        value=revision.value,
        revision=revision.revision,
        question_edition=revision.question_edition,
        saved_by_id=revision.saved_by_id,
        saved_at=revision.saved_at,
    )


def _of_the_project(content: dict[str, Any]) -> dict[str, Any]:
    """What it says of the project: not of the act, nor of who had signed off."""
    said = {key: value for key, value in content.items() if key not in _OF_THE_ACT}
    said["members"] = [
        {key: value for key, value in member.items() if key != "approved_at"} for member in content["members"]
    ]
    return said
