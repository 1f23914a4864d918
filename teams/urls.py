from django.urls import path

from competitions import editions  # noqa: F401 - registers the converter of editions
from teams.views import team

app_name = "teams"
urlpatterns = [
    path("me/profile/", team.pending, name="profile"),
    path("<edition:edition>/team/", team.pending, name="team"),
    path("<edition:edition>/teams/new/", team.pending, name="new"),
    path("<edition:edition>/invitations/<str:token>/", team.pending, name="invitation"),
    path("<edition:edition>/team/confirm/", team.pending, name="confirm"),
    path("<edition:edition>/team/invite/", team.pending, name="invite"),
    path("<edition:edition>/department/", team.pending, name="department"),
]
