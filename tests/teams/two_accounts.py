"""Two accounts of one person: the first gave the number, the second asks."""

from datetime import datetime

from competitions.models import Message
from teams.domain.merging import answer_merge, ask_to_merge
from teams.models import MergeRequest, User
from tests.builders.competitions import NOW
from tests.builders.teams import a_payroll_record, a_person

NUMBER = "1234567"


def two_accounts() -> tuple[User, User]:
    """Whoever gave the number first, and whoever would give it again."""
    first, second = a_person(payroll=False), a_person(payroll=False)
    a_payroll_record(first, number=NUMBER)
    return first, second


def asked(second: User, *, at: datetime = NOW) -> tuple[MergeRequest, str]:
    """The request of `second`, and the token out of the mail that alone knows it."""
    ask_to_merge(second=second, number=NUMBER, at=at)
    mail = Message.objects.filter(kind="merge_asked").latest("pk")
    return MergeRequest.objects.latest("pk"), str(mail.sealed_text).partition("/merge/")[2].partition("/")[0]


def merged(first: User, second: User) -> User:
    """The first account, after it has said yes."""
    request, _token = asked(second)
    return answer_merge(request=request, accept=True, by=first, at=NOW)
