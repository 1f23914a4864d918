"""The words of the permission table: groups of the cast, addresses in one edition or another, and what is posted."""

from typing import Any
from uuid import uuid4

from tests.builders.submissions import WHY_NOT_ALL, an_upload
from tests.builders.world import ANONYMOUS, CAST, World
from tests.security.permissions import Given

EVERYBODY = frozenset(CAST)
NOBODY_YET = frozenset({ANONYMOUS})
SIGNED_IN = EVERYBODY - NOBODY_YET
TEAM = frozenset({"captain", "deputy", "member"})
WHO_ACTS = frozenset({"captain", "deputy"})
RIVAL, NEWCOMER = frozenset({"rival"}), frozenset({"newcomer"})
IN_A_TEAM = TEAM | RIVAL | NEWCOMER
WITHOUT_TEAM = SIGNED_IN - IN_A_TEAM
# Staff of a department that takes part, without a role that keeps them out of teams.
FREE = frozenset({"stranger", "focal_point", "other_focal_point"})
CAPTAINS = frozenset({"captain", "rival", "newcomer"})
MENTORS = frozenset({"mentor", "other_mentor"})
JURORS = frozenset({"juror", "other_juror"})
ORGANISERS = frozenset({"organiser", "superuser"})
OVERSEERS = ORGANISERS | {"president", "auditor"}
CONTACTS = ORGANISERS | {"focal_point", "other_focal_point"}
PREPARING = frozenset({"organiser_elsewhere", "superuser"})


def here(**parts: Given) -> dict[str, Given]:
    return {"edition": lambda world: world.edition.slug, **parts}


def there(**parts: Given) -> dict[str, Given]:
    return {"edition": lambda world: world.elsewhere.slug, **parts}


def unpublished(**parts: Given) -> dict[str, Given]:
    return {"edition": lambda world: world.unpublished.slug, **parts}


def just(value: Any) -> Given:
    return lambda world: value


def pk(kind: str, key: Any) -> Given:
    """The key of a thing of the cast's edition, as `World.edition` calls it."""
    return lambda world: getattr(world.edition, kind)[key].pk


def foreign(kind: str, key: Any) -> Given:
    """The key of the same thing in the other people's edition."""
    return lambda world: getattr(world.elsewhere, kind)[key].pk


def round_of(edition: str) -> Given:
    return lambda world: getattr(world, edition).round.pk


def section(phase: str, *, of: str = "edition") -> Given:
    return lambda world: getattr(world, of).phases[phase].sections.order_by("order").first().key


def message_to(role: str) -> Given:
    def newest(world: World) -> int:
        person = world.actor(role)
        assert person is not None
        return person.messages.latest("pk").pk  # type: ignore[attr-defined, no-any-return]

    return newest


def theme(world: World) -> Any:
    return world.edition.competition.themes.order_by("order").values_list("pk", flat=True)[0]


REASON_TYPED = {"reason": just("انتقلت إلى قطاع آخر")}
EVALUATED = {
    "revision": just(1),
    "points_impact": just("12"),
    "points_feasibility": just("13,5"),
    "comment_for_team": just("عمل متقن"),
    "comment_for_jury": just(""),
    "remark_impact": just(""),
    "remark_feasibility": just(""),
}
DECLARED = {
    "phase": just("submission"),
    "intent": lambda world: uuid4(),
    "declared": just("on"),
    "reason": just(WHY_NOT_ALL),
}
ANSWERED = {"phase": just("submission"), "q-title": just("عنوان آخر"), "r-title": just(1)}
STAFF = {"pasted": just("new@department.example")}
FILE = {"file": lambda world: an_upload("مرفق.pdf")}
RENAMED = {"name_ar": just("فريق آخر"), "name_latin": just("Another team"), "theme": theme}
INVITED = {"addresses": just("somebody@mail.example")}
PROFILE = {
    "name_ar": just("ليلى المنصوري"),
    "name_latin": just("Layla Mansouri"),
    "department": pk("departments", "justice"),
    "service_level": just("central"),
    "region": just(""),
    "discipline": lambda world: world.stranger.discipline_id,
    "entity": just("مديرية الشؤون المدنية"),
    "service_role": just("متصرفة"),
    "gender": just("woman"),
    "language": just("fr"),
}
