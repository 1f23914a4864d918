from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from idarathon.celery import app
from idarathon.demo.building import build
from idarathon.demo.calendar import Stage


class Command(BaseCommand):
    """Builds the demonstration; a second time it changes nothing."""

    help = "Build the demonstration edition at a stage, with its accounts, and the archive of 2020."

    def add_arguments(self, parser: ArgumentParser) -> None:
        stages = [stage.value for stage in Stage]
        parser.add_argument("--stage", choices=stages, default=Stage.SUBMISSION.value, help="what is going on today")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LOCAL:
            raise CommandError(
                "The demo has accounts whose password everybody knows: it is for IDARATHON_ENV=local only."
            )
        # The story's messages lie in its past: no worker is woken for them.
        app.conf.broker_url = "memory://localhost/"
        stage = Stage(options["stage"])
        built = build(stage=stage, at=timezone.now())
        if built.is_new:
            self.stdout.write(f"The demo is built at the stage {stage.value}.")
        else:
            self.stdout.write(f"The demo stands at the stage {stage.value} already; nothing was changed.")
