from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig

from idarathon import checks  # noqa: F401 - registers the system checks


class IdarathonAdminConfig(AdminConfig):
    """Django's admin with our own site class; it stands in INSTALLED_APPS in place of `django.contrib.admin`."""

    default_site = "idarathon.admin_site.IdarathonAdminSite"


class IdarathonConfig(AppConfig):
    name = "idarathon"

    def ready(self) -> None:
        # Imported for what they register: rules, kinds of message and of job, cards.
        from idarathon import exports, messages, panels, personal_data, retention  # noqa: F401
