from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from competitions.domain.wakeups import nobody_woken
from idarathon.demo.building import FEWEST_TEAMS, TEAMS, build
from idarathon.demo.calendar import Stage


class Command(BaseCommand):
    """Builds the demonstration; a second time it changes nothing."""

    help = "Build the demonstration edition at a stage, with its accounts, and the archive of 2020."

    def add_arguments(self, parser: ArgumentParser) -> None:
        stages = [stage.value for stage in Stage]
        parser.add_argument("--stage", choices=stages, default=Stage.SUBMISSION.value, help="what is going on today")
        parser.add_argument("--teams", type=int, default=TEAMS, help="how many teams; a few are quickly built")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LOCAL:
            raise CommandError(
                "The demo has accounts whose password everybody knows: it is for IDARATHON_ENV=local only."
            )
        if not FEWEST_TEAMS <= options["teams"] <= TEAMS:
            raise CommandError(f"--teams is a number from {FEWEST_TEAMS} to {TEAMS}.")
        stage = Stage(options["stage"])
        # The story's messages lie in its past.
        with nobody_woken():
            built = build(stage=stage, at=timezone.now(), number_of_teams=options["teams"])
        if built.is_new:
            self.stdout.write(f"The demo is built at the stage {stage.value}.")
        else:
            self.stdout.write(f"The demo stands at the stage {stage.value} already; nothing was changed.")
