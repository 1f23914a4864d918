"""The organiser names the focal points of all departments at once, from a list: all of it or nothing."""

from datetime import datetime
from typing import Any

from allauth.account import app_settings
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.addresses import absolute
from competitions.domain.outbox import queue
from competitions.models import Competition
from competitions.refusals import Refusal
from competitions.spreadsheets import TableTooLarge, read_table
from teams import messages
from teams.domain.addresses import spellings
from teams.domain.authority import require_organiser
from teams.domain.focal_point_rows import COLUMNS, Entry, Judged, Outcome, fingerprint, judge
from teams.domain.people_lists import ListIsOver, conclude, kept_name
from teams.domain.roles import give
from teams.domain.telling import tell
from teams.models import PeopleList, Role, User

MOST = 500  # a dozen for each ministry; each is named in the same transaction
LANGUAGE = "ar"  # of an account that nobody has opened yet


class ListHasErrors(Refusal):
    message = gettext_lazy("Nobody has been named. Correct the rows below in your file, and choose it again.")


class ListHasChanged(Refusal):
    message = gettext_lazy(
        "Nobody has been named: something has changed since the list was shown. Read it again as it is now."
    )


def preview_focal_points(*, competition: Competition, upload: "File[Any]", by: User, at: datetime) -> PeopleList:
    """Keep the rows of the uploaded table, so that they can be looked at before anybody is named.

    Raises OnlyOrganiser, TableTooLarge for more than 500 rows, and what `read_table` and `Table.records` raise.
    """
    require_organiser(by, competition)
    entries = [Entry.of(record) for record in read_table(upload).records(COLUMNS)]
    if len(entries) > MOST:
        raise TableTooLarge(_("A list of focal points has at most %(most)d rows.") % {"most": MOST})
    return PeopleList.objects.create(
        kind=PeopleList.Kind.FOCAL_POINTS,
        competition=competition,
        uploaded_by=by,
        uploaded_at=at,
        file_name=kept_name(upload.name),
        rows=[entry.as_stored() for entry in entries],
    )


def rows_of(people_list: PeopleList, *, at: datetime) -> list[Judged]:
    """What would come of each row if the list were confirmed now."""
    return judge([Entry(**row) for row in people_list.rows], people_list.competition, at=at)


def name_focal_points(*, people_list: PeopleList, shown: str, by: User, at: datetime) -> PeopleList:
    """Name everybody on the list, who are told; who has no account gets one, and a link to set a password.

    `shown` is the fingerprint of the rows that `by` was shown. All of it happens or nothing. Confirming twice returns
    the list as it is; its rows are gone, and how many there were of each outcome stays.
    Raises OnlyOrganiser, ListIsOver, ListHasErrors, ListHasChanged.
    """
    try:
        with transaction.atomic():
            require_organiser(by, people_list.competition)
            people_list = PeopleList.objects.select_for_update(no_key=True, of=("self",)).get(pk=people_list.pk)
            if people_list.confirmed_at:
                return people_list
            judged = _approved(people_list, shown, at=at)
            # Always in the same order: two lists at once never wait for each other in a circle.
            for row in sorted(judged, key=lambda row: (row.person.pk if row.person else 0, row.email)):
                _name(row, people_list.competition, by=by, at=at)
            return conclude(people_list, [row.outcome for row in judged], at=at)
    except IntegrityError as error:
        # Somebody has signed up with one of the addresses at this very moment.
        raise ListHasChanged from error


def _approved(people_list: PeopleList, shown: str, *, at: datetime) -> list[Judged]:
    if not people_list.rows:
        raise ListIsOver
    judged = rows_of(people_list, at=at)
    if shown != fingerprint(judged):
        raise ListHasChanged
    if any(row.outcome == Outcome.WRONG for row in judged):
        raise ListHasErrors
    return judged


def _name(row: Judged, competition: Competition, *, by: User, at: datetime) -> None:
    if row.outcome == Outcome.ALREADY:
        return
    person = row.person or _person_of(row, by=by)
    try:
        role = give(
            person=person,
            competition=competition,
            kind=Role.Kind.FOCAL_POINT,
            department=row.department,
            by=by,
            at=at,
        )
    except Refusal as refusal:  # changed since the row was judged, a moment ago
        raise ListHasChanged from refusal
    if _is_opened(person):
        tell(messages.ROLE_GIVEN, people=[person], at=at, role=role, competition=competition)
    else:
        _let_in(person, role, by=by, at=at)


def _person_of(row: Judged, *, by: User) -> User:
    """The account of somebody who has none: an earlier row of the same list may just have made it."""
    if made := User.objects.filter(email__in=spellings([row.email])).first():
        return made
    person = User(email=row.email, name_ar=row.entry.name_ar, name_latin=row.entry.name_latin, language=LANGUAGE)
    person.set_unusable_password()
    person._history_user = by
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=False, primary=True)
    return person


def _is_opened(person: User) -> bool:
    """Whether somebody has shown that the mailbox of this account is theirs, or has ever come in."""
    return person.last_login is not None or EmailAddress.objects.filter(user=person, verified=True).exists()


def _let_in(person: User, role: Role, *, by: User, at: datetime) -> None:
    """Send the link with which to set a password.

    A password that somebody has set without ever showing that they read this mailbox is void from now on: it must not
    open what is given to the owner of the address.
    """
    if person.has_usable_password():
        person.set_unusable_password()
        person._history_user = by
        person.save(update_fields=["password"])
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
    with translation.override(person.language):
        url = absolute("account_reset_password_from_key", uidb36=user_pk_to_url_str(person), key=key)
    queue(
        messages.FOCAL_POINT_NAMED,
        to=person,
        context={"role": role, "competition": role.competition, "department": role.department, "url": url},
        at=at,
    )
