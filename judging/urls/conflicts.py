"""Conflicts of interest."""

from django.urls import path

from judging.views import conflicts, juror

urlpatterns = [
    path("<edition:edition>/jury/conflict/", juror.conflict, name="conflict"),
    path("<edition:edition>/jury/declare/", conflicts.declare, name="declare"),
    path("<edition:edition>/jury/conflicts/", conflicts.conflict_policies, name="conflict_policies"),
    path("<edition:edition>/jury/challenges/", conflicts.challenges, name="challenges"),
    path("<edition:edition>/jury/challenges/<int:challenge_id>/", conflicts.decide_challenge, name="decide_challenge"),
    path("<edition:edition>/team/jury/", conflicts.team_jury, name="team_jury"),
    path("<edition:edition>/team/jury/<int:juror_id>/challenge/", conflicts.challenge, name="challenge"),
]
