"""Deliberation, votes, prizes, minutes, and the result of a team."""

from django.urls import path

from judging.views import deliberation, minutes, team, votes

_ROUND = "<edition:edition>/jury/rounds/<int:round_id>/deliberation/"

urlpatterns = [
    path(_ROUND, deliberation.deliberation, name="deliberation"),
    path(f"{_ROUND}open/", deliberation.deliberation_open, name="deliberation_open"),
    path(f"{_ROUND}close/", deliberation.deliberation_close, name="deliberation_close"),
    path(f"{_ROUND}attendance/", deliberation.attendance, name="attendance"),
    path(f"{_ROUND}projects/", deliberation.projects, name="deliberation_projects"),
    path(f"{_ROUND}scores/<int:score_id>/", deliberation.own_score, name="own_score"),
    path(f"{_ROUND}ties/", votes.ties, name="ties"),
    path(f"{_ROUND}votes/<int:vote_id>/", votes.vote, name="vote"),
    path(f"{_ROUND}votes/<int:vote_id>/close/", votes.vote_close, name="vote_close"),
    path(f"{_ROUND}prizes/", votes.prizes, name="prizes"),
    path(f"{_ROUND}prizes/<int:prize_id>/vote/", votes.prize_vote, name="prize_vote"),
    path(f"{_ROUND}prizes/<int:prize_id>/withhold/", votes.prize_withhold, name="prize_withhold"),
    path(f"{_ROUND}minutes/", minutes.minutes, name="minutes"),
    path(f"{_ROUND}seal/", minutes.seal, name="seal"),
    path(f"{_ROUND}winners/", minutes.winners, name="winners"),
    path(f"{_ROUND}publication/", minutes.publication, name="publication"),
    path("<edition:edition>/team/result/", team.team_result, name="team_result"),
    path("<edition:edition>/team/result/<int:entry_id>/appeal/", team.result_appeal, name="result_appeal"),
]
