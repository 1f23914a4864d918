import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from idarathon import catalogue


class Command(BaseCommand):
    """Keeps the catalogues of translations; without an option: extract, merge and compile."""

    help = "Extract the strings of the sources into the catalogues, merge, check and compile them."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--add", type=Path, metavar="FILE.json", help="merge the translations of this file too")
        choice.add_argument("--check", action="store_true", help="change nothing, fail when something is missing")
        choice.add_argument("--compile", action="store_true", help="only write the compiled files")
        choice.add_argument(
            "--missing", choices=list(catalogue.languages()), help="print what is untranslated, as JSON"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check()
        elif options["missing"]:
            empty = catalogue.missing(options["missing"], catalogue.sources())
            self.stdout.write(json.dumps(empty, ensure_ascii=False, indent=1))
        else:
            with catalogue.alone():
                if not options["compile"]:
                    self._merge(options["add"])
                for language in catalogue.languages():
                    catalogue.compile_catalogue(language)

    def _check(self) -> None:
        found = catalogue.sources()
        wrong = [problem for language in catalogue.languages() for problem in catalogue.problems(language, found)]
        if wrong:
            raise CommandError("\n".join([*wrong, f"{len(wrong)} problems in the catalogues."]))
        self.stdout.write(f"{len(found)} strings, all translated.")

    def _merge(self, file: Path | None) -> None:
        found = catalogue.sources()
        unknown: list[str] = []
        for language in catalogue.languages():
            brought, unknown = catalogue.additions(file, language, found) if file else ({}, [])
            merged = catalogue.merge(language, found, brought)
            catalogue.write(language, merged)
            left = sum(1 for message in merged if message.id and not catalogue.is_translated(message))
            self.stdout.write(f"{language}: {len(found)} strings, {left} untranslated.")
        for singular in unknown:
            self.stderr.write(f"No source has: {singular!r}")
