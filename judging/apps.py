from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from competitions.guards import register_guards
from judging.guards import GUARDS


class JudgingConfig(AppConfig):
    name = "judging"
    verbose_name = _("Jury")

    def ready(self) -> None:
        register_guards(self, GUARDS)
        # Imported for what they register in the lower rooms.
        from judging import arrivals, audiences, messages, panels, personal_data, receivers  # noqa: F401
        from judging.domain import plans, workbooks  # noqa: F401  # for their jobs
