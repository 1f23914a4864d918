from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from competitions.guards import register_guards
from teams.guards import GUARDS


class TeamsConfig(AppConfig):
    name = "teams"
    verbose_name = _("People and teams")

    def ready(self) -> None:
        register_guards(self, GUARDS)
