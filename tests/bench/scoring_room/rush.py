"""What a thousand jurors send in the last minute: each saves twice, every tenth save goes twice, some come too late."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Sequence
from uuid import uuid4

from judging.models import Evaluation
from tests.bench.last_minute.rush import SAVE, SECONDS, Rush, send
from tests.bench.last_minute.verdict import Kept
from tests.bench.scoring_room.crowd import POINTS, Juror

SAVES = 2  # of each juror; the first is told by the comment for the team, the second by that for the jury
LATE = 40  # jurors who save once more after the end
COMMENT = "عمل متقن وينقصه قياس حجم العينة " * 8


async def rush(port: int, jurors: Sequence[Juror], *, closes_at: float, seed: int = 6) -> Rush:
    """Send it all in the minute before `closes_at`, denser towards its end, and a little after it."""
    chance, whole = random.Random(seed), Rush(closes_at)
    moments = [sorted(_rather_late(chance, closes_at) for _each in range(SAVES)) for _juror in jurors]
    async with asyncio.TaskGroup() as tasks:
        for juror, own in zip(jurors, moments, strict=True):
            late = [closes_at + 0.01 + chance.random()] if juror in jurors[:LATE] else []
            tasks.create_task(_write(port, juror, [*own, *late], whole))
    return whole


def kept() -> Kept:
    """Each mark that stands in the database: the word that a comment begins with."""
    rows = Evaluation.objects.values_list("comment_for_team", "comment_for_jury")
    return Kept(Counter(text.partition(" ")[0] for row in rows for text in row if text))


def _rather_late(chance: random.Random, closes_at: float) -> float:
    """Whoever hesitates over a score hesitates to the end: the last second is twice as full as the mean one."""
    return closes_at - 0.01 - SECONDS * (1 - chance.random() ** 0.5)


async def _write(port: int, juror: Juror, moments: Sequence[float], whole: Rush) -> None:
    """One juror's saves one after the other, as the page sends them: the whole form, from what the last one saved."""
    for moment in moments:
        await asyncio.sleep(moment - time.time())
        mark = f"{juror.person}.{len(juror.marks)}.{uuid4().hex[:8]}"
        comments = [f"{each} {COMMENT}" for each in [*juror.marks, mark]]
        # What is late stands where the first save stood: were it taken, that would be gone.
        for_team, for_jury = comments[-1 if len(comments) > SAVES else 0], comments[1] if len(comments) > 1 else ""
        form = {
            "revision": str(juror.revision),
            **{f"points_{key}": points for key, points in POINTS.items()},
            "comment_for_team": for_team,
            "comment_for_jury": for_jury,
        }
        answers = await send(port, SAVE, juror, mark, juror.path, form, whole)
        if any(answer.taken for answer in answers):
            juror.revision += 1
            juror.marks.append(mark)
