"""Jurors: invitation, profile, charter, and the way out."""

from django.urls import path

from judging.views import people

urlpatterns = [
    path("<edition:edition>/jury/invitations/<str:token>/", people.jury_invitation, name="jury_invitation"),
    path("<edition:edition>/jury/invited/<int:invitation_id>/", people.jury_invited, name="jury_invited"),
    path("<edition:edition>/jury/profile/", people.juror_profile, name="juror_profile"),
    path("<edition:edition>/jury/charter/", people.charter, name="charter"),
    path("<edition:edition>/jury/step-back/", people.step_back, name="step_back"),
    path("<edition:edition>/jury/reassign/", people.reassign, name="reassign"),
]
