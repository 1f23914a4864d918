"""What a juror does with an evaluation, in any language."""

from tests.browser.visitor import Visitor


def score(juror: Visitor, *, impact: str, training: str, comment: str) -> None:
    """Write points for both criteria, each with a comment, and one for the team; save the draft."""
    juror.fill(
        points_impact=impact,
        remark_impact=comment,
        points_training=training,
        remark_training=comment,
        comment_for_team=comment,
    )
    juror.press("#evaluation button[value=stay]")


def finish(juror: Visitor) -> None:
    juror.press(".bar button[value=finish]")
