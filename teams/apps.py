from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from competitions.guards import register_guards
from teams.guards import GUARDS


class TeamsConfig(AppConfig):
    name = "teams"
    verbose_name = _("People and teams")

    def ready(self) -> None:
        # Imported for what they register.
        from teams import adapters, audiences, limits, messages, personal_data  # noqa: F401
        from teams.domain import staff_lists  # noqa: F401

        limits.install()
        register_guards(self, GUARDS)
