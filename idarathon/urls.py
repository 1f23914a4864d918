"""Every address of the site. People's pages carry their language; what machines ask for does not."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from idarathon import health
from idarathon.views.design import design

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]

# An edition's slug stands first in its addresses, so everything with a fixed name comes before the rooms.
urlpatterns += i18n_patterns(
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("design/", design, name="design"),
    path("", include("judging.urls")),
    path("", include("submissions.urls")),
    path("", include("teams.urls")),
    path("", include("competitions.urls")),
)
