"""The addresses of this room, by who comes to them."""

from judging.urls import assignment, audience, conflicts, deliberation, jury, people, pitch, ranking, rounds, scoring

app_name = "judging"
urlpatterns = [
    *people.urlpatterns,
    *conflicts.urlpatterns,
    *rounds.urlpatterns,
    *assignment.urlpatterns,
    *ranking.urlpatterns,
    *deliberation.urlpatterns,
    *pitch.urlpatterns,
    *audience.urlpatterns,
    *jury.urlpatterns,
    *scoring.urlpatterns,
]
