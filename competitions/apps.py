from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from competitions.guards import GUARDS, register_guards


class CompetitionsConfig(AppConfig):
    name = "competitions"
    verbose_name = _("Editions")

    def ready(self) -> None:
        # Imported for what they register: an address converter, kinds of message and of job, personal data.
        from competitions import editions, messages, personal_data  # noqa: F401
        from competitions.domain import broadcasts  # noqa: F401

        register_guards(self, GUARDS)
