"""The pages of those who sit in a jury, or are asked to, in finished values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions import wording
from competitions.models import Competition
from competitions.presenters import prose
from judging.domain.joining_jury import is_for, why_over
from judging.domain.stepping_back import Vacancy, entries_left
from judging.models import Challenge, JurorProfile, JuryInvitation, JuryRules
from judging.presenters.rounds import appeals_way, president_ways
from teams.models import Role, User
from teams.presenters.parts import Link, Note, Row
from teams.typed import isolated


@dataclass(frozen=True)
class InvitationPage:
    """The invitation as its reader may see it. `may_accept` with this account; `ways` lead to one.

    `come_back` is where signing out leads whoever may hold it with another account; "" for everybody else.
    """

    edition: str
    rows: list[Row]
    note: Note | None
    may_accept: bool
    may_decline: bool
    ways: list[Link]
    come_back: str = ""


@dataclass(frozen=True)
class CharterPage:
    edition: str
    back_url: str
    charter: SafeString
    confidentiality: SafeString
    accepted: str


@dataclass(frozen=True)
class Gap:
    """What a juror has left in a round."""

    round_id: int
    juror_id: int
    juror: str
    round: str
    words: str
    titles: list[str]


def invitation_page(invitation: JuryInvitation, person: User | None, *, at: datetime, here: str) -> InvitationPage:
    """Compose the page for whoever holds the link, signed in or not; to another address it says little."""
    edition = str(invitation.competition.name)
    if reason := why_over(invitation, at=at):
        note = Note(kind="warn", title=_("This invitation can no longer be answered"), text=reason)
        return InvitationPage(edition, [], note, False, False, [])
    rows = [
        Row(_("Your role"), invitation.get_kind_display()),
        Row(_("Invited by"), invitation.invited_by.display_name),
        Row(_("Sent to"), invitation.email),
        Row(_("Holds until"), wording.moment(invitation.expires_at, zone=invitation.competition.time_zone)),
    ]
    if person is None:
        ways = [
            Link(_("I have an account: sign in and accept"), f"{reverse('account_login')}?next={here}"),
            Link(_("Create an account and accept"), f"{reverse('account_signup')}?next={here}"),
        ]
        return InvitationPage(edition, rows, None, False, True, ways)
    if not is_for(invitation, person):
        note = Note(
            kind="warn",
            title=_("This invitation was sent to another address"),
            text=_("You are signed in with %(own)s. Sign in with the account of the invited address, or add it here.")
            % {"own": isolated(person.email)},
            url=reverse("account_email"),
            action=_("My addresses"),
        )
        return InvitationPage(edition, [], note, False, False, [], come_back=here)
    return InvitationPage(edition, rows, None, True, True, [])


def charter_page(competition: Competition, profiles: Sequence[JurorProfile]) -> CharterPage:
    """What the edition asks of its jury; where it has written nothing, the house's own few sentences."""
    rules = JuryRules.objects.filter(competition=competition).first()
    accepted = min((each.charter_accepted_at for each in profiles if each.charter_accepted_at), default=None)
    done = all(each.charter_accepted_at and each.confidentiality_accepted_at for each in profiles)
    return CharterPage(
        edition=str(competition.name),
        back_url=reverse("judging:jury", kwargs={"edition": competition.slug}),
        charter=prose((rules and rules.charter) or _house_charter(), below=2),
        confidentiality=prose((rules and rules.confidentiality) or _house_confidentiality(), below=2),
        accepted=wording.moment(accepted, zone=competition.time_zone) if done and accepted else "",
    )


def _house_charter() -> str:
    return _(
        "I judge each project by the published criteria alone, as it was submitted. I say at once where somebody could "
        "doubt that I judge freely, and I do not judge there. I do not speak with teams about their projects before "
        "the results are public."
    )


def _house_confidentiality() -> str:
    return _(
        "What I read as a juror, what is said in the jury and how anybody has scored stays in the jury, before and "
        "after the results. I copy nothing, and I pass no file on."
    )


def ways(reader: User, competition: Competition, *, follows: bool, at: datetime) -> list[dict[str, str]]:
    """What else there is around the jury for `reader`, as links; nothing is asked of the database for who only judges.

    Who `follows` the jury may sit in it, preside over it, audit it or organise it.
    """
    held = Role.objects.held_by(reader, competition).active(at=at)
    kinds = set(held.values_list("kind", flat=True)) if follows else {Role.Kind.JUROR.value}
    found = []
    if kinds & set(Role.JURY):
        found += [
            _way(competition, "juror_profile", _("My profile as a juror")),
            _way(competition, "declare", _("Declare more conflicts of interest")),
            _way(competition, "charter", _("Charter of the jury")),
        ]
    if kinds & {Role.Kind.PRESIDENT, Role.Kind.DEPUTY_PRESIDENT, Role.Kind.AUDITOR}:
        waiting = Challenge.objects.filter(team__competition=competition, decided_at=None).exclude(juror=reader).count()
        found.append(_way(competition, "challenges", _("Challenges of jurors"), waiting_words(waiting)))
    if kinds & {Role.Kind.PRESIDENT, Role.Kind.DEPUTY_PRESIDENT}:
        found += president_ways(competition, at=at)
    if follows and (reader.is_superuser or Role.Kind.ORGANISER in kinds):
        left = entries_left(competition).count()
        found += [
            _way(competition, "rounds", _("Set up rounds, examine projects")),
            appeals_way(competition),
            _way(competition, "conflict_policies", _("What conflicts of interest do")),
            _way(competition, "reassign", _("Evaluations that jurors have left"), left_words(left) if left else ""),
        ]
    return found


def _way(competition: Competition, name: str, label: str, state: str = "") -> dict[str, str]:
    url = reverse(f"judging:{name}", kwargs={"edition": competition.slug})
    return {"label": label, "url": url, "kind": "todo" if state else "", "state": state}


def waiting_words(number: int) -> str:
    """How many challenges wait for the president; "" for none."""
    if not number:
        return ""
    return ngettext("%(count)d to decide", "%(count)d to decide", number) % {"count": number}


def gaps(vacancies: Sequence[Vacancy]) -> list[Gap]:
    """Who has left what, for whoever finds other jurors."""
    return [
        Gap(
            each.round.pk,
            each.juror.pk,
            each.juror.display_name,
            str(each.round.name),
            left_words(len(each.entries)),
            [entry.version.title for entry in each.entries],
        )
        for each in vacancies
    ]


def left_words(number: int) -> str:
    """How many evaluations wait for somebody."""
    return ngettext("%(count)d evaluation to hand over", "%(count)d evaluations to hand over", number) % {
        "count": number
    }
