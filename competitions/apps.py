from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompetitionsConfig(AppConfig):
    name = "competitions"
    verbose_name = _("Editions")

    def ready(self) -> None:
        # Imported for what they register: an address converter, and the kind of job that unfolds broadcasts.
        from competitions import editions  # noqa: F401
        from competitions.domain import broadcasts  # noqa: F401
