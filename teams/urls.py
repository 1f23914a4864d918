from django.urls import path

from competitions import editions  # noqa: F401 - registers the converter `edition`
from teams.views import department, invitations, members, profile, team

app_name = "teams"
urlpatterns = [
    path("me/profile/", profile.profile, name="profile"),
    path("<edition:edition>/team/", team.team, name="team"),
    path("<edition:edition>/team/edit/", team.edit, name="edit"),
    path("<edition:edition>/team/agree/", team.agree, name="agree"),
    path("<edition:edition>/team/confirm/", team.confirm, name="confirm"),
    path("<edition:edition>/team/deputy/", members.deputy, name="deputy"),
    path("<edition:edition>/team/captain/", members.hand_over, name="hand_over"),
    path("<edition:edition>/team/leave/", members.leave, name="leave"),
    path("<edition:edition>/team/remove/", members.remove, name="remove"),
    path("<edition:edition>/team/withdraw/", members.dissolve, name="dissolve"),
    path("<edition:edition>/team/invite/", invitations.invite, name="invite"),
    path(
        "<edition:edition>/team/invitations/<int:invitation_id>/",
        invitations.handle_invitation,
        name="handle_invitation",
    ),
    path("<edition:edition>/teams/new/", team.new, name="new"),
    path("<edition:edition>/invitations/mine/<int:invitation_id>/", invitations.invited, name="invited"),
    path("<edition:edition>/invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("<edition:edition>/department/", department.department, name="department"),
    path("<edition:edition>/department/<int:person_id>/vouch/", department.vouch, name="vouch"),
    path("<edition:edition>/department/<int:person_id>/decline/", department.decline, name="decline"),
]
