from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from competitions.guards import register_guards
from submissions.guards import GUARDS


class SubmissionsConfig(AppConfig):
    name = "submissions"
    verbose_name = _("Projects")

    def ready(self) -> None:
        register_guards(self, GUARDS)
        # Each of them fills a registry of a lower room.
        from submissions import audiences, messages, panels, personal_data  # noqa: F401
