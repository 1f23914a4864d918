"""The organiser invites a whole jury from a list: looked at first, then all of it or nothing."""

from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.models import Competition
from competitions.refusals import Refusal
from competitions.spreadsheets import TableTooLarge, read_table
from judging.domain.inviting import AlreadyInTheJury, AlreadyInvited, Guest, invite_juror
from judging.domain.jury_rows import COLUMNS, Entry, Judged, Outcome, fingerprint, judge
from teams.domain.authority import require_organiser
from teams.domain.people_lists import ListIsOver, conclude, kept_name
from teams.models import PeopleList, User

MOST = 1_000


class JuryListHasErrors(Refusal):
    message = gettext_lazy("Nobody has been invited. Correct the rows below in your file, and choose it again.")


class JuryListHasChanged(Refusal):
    message = gettext_lazy(
        "Nobody has been invited: something has changed since the list was shown. Read it again as it is now."
    )


def preview_jury_list(*, competition: Competition, upload: "File[Any]", by: User, at: datetime) -> PeopleList:
    """Keep the rows of the uploaded table, so that they can be looked at before anybody is invited.

    Raises OnlyOrganiser, TableTooLarge for more than 1,000 rows, and what `read_table` and `Table.records` raise.
    """
    require_organiser(by, competition)
    entries = [Entry.of(record) for record in read_table(upload).records(COLUMNS)]
    if len(entries) > MOST:
        raise TableTooLarge(_("A list for the jury has at most %(most)d rows.") % {"most": MOST})
    return PeopleList.objects.create(
        kind=PeopleList.Kind.JURY,
        competition=competition,
        uploaded_by=by,
        uploaded_at=at,
        file_name=kept_name(upload.name),
        rows=[entry.as_stored() for entry in entries],
    )


def rows_of(people_list: PeopleList, *, at: datetime) -> list[Judged]:
    """What would come of each row if the list were confirmed now."""
    return judge([Entry(**row) for row in people_list.rows], people_list.competition, at=at)


def invite_list(*, people_list: PeopleList, shown: str, reason: str = "", by: User, at: datetime) -> PeopleList:
    """Invite everybody on the list who is not yet invited or in the jury.

    `shown` is the fingerprint of the rows that `by` was shown. All of it happens or nothing. Confirming twice returns
    the list as it is; its rows are gone, and how many there were of each outcome stays.
    Raises OnlyOrganiser, ListIsOver, JuryListHasErrors, JuryListHasChanged, RuleReasonMissing.
    """
    with transaction.atomic():
        require_organiser(by, people_list.competition)
        people_list = PeopleList.objects.select_for_update(no_key=True, of=("self",)).get(pk=people_list.pk)
        if people_list.confirmed_at:
            return people_list
        if not people_list.rows:
            raise ListIsOver
        judged = rows_of(people_list, at=at)
        if shown != fingerprint(judged):
            raise JuryListHasChanged
        if any(row.outcome == Outcome.WRONG for row in judged):
            raise JuryListHasErrors
        for row in judged:
            if row.outcome == Outcome.NEW:
                _invite(row, people_list.competition, reason=reason, by=by, at=at)
        return conclude(people_list, [row.outcome for row in judged], at=at)


def _invite(row: Judged, competition: Competition, *, reason: str, by: User, at: datetime) -> None:
    guest = Guest(
        email=row.email,
        kind=row.kind,
        name=row.entry.name,
        language=row.language,
        organisation=row.entry.organisation,
        languages=row.languages,
        themes=row.themes,
        maximum_load=row.maximum_load,
    )
    try:
        invite_juror(competition=competition, guest=guest, reason=reason, by=by, at=at)
    except (AlreadyInvited, AlreadyInTheJury) as refusal:  # changed since the row was judged, a moment ago
        raise JuryListHasChanged from refusal
