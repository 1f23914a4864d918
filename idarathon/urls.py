"""Every address of the site. People's pages carry their language; what machines ask for does not."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from competitions import editions  # noqa: F401 - registers the converter of editions' slugs
from idarathon import health
from idarathon.views.calendar import calendar, calendar_ics
from idarathon.views.department import department
from idarathon.views.design import design
from idarathon.views.home import home
from idarathon.views.me import me
from idarathon.views.personal_data import erase, erased, export, my_data

# Where allauth looks for it.
handler429 = "idarathon.views.limits.too_many_attempts"
handler500 = "idarathon.views.broken.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]

# An edition's slug stands first in its addresses, so everything with a fixed name comes before the rooms.
urlpatterns += i18n_patterns(
    path("admin/", admin.site.urls),
    path("accounts/", include("idarathon.account_urls")),
    path("design/", design, name="design"),
    path("", home, name="home"),
    path("me/", me, name="me"),
    path("me/data/", my_data, name="my_data"),
    path("me/data/export/", export, name="my_data_export"),
    path("me/data/erase/", erase, name="my_data_erase"),
    path("me/data/erased/", erased, name="my_data_erased"),
    path("<edition:edition>/calendar/", calendar, name="calendar"),
    path("<edition:edition>/department/teams/", department, name="department_teams"),
    path("<edition:edition>/calendar.ics", calendar_ics, name="calendar_ics"),
    path("", include("judging.urls")),
    path("", include("submissions.urls")),
    path("", include("teams.urls")),
    path("", include("competitions.urls")),
)
