"""Addresses of the project: the team's own, and the mentor's."""

from django.urls import path

from competitions import editions  # noqa: F401 - registers the path converter `edition`
from submissions.views import files, mentor, project, sections, submission

app_name = "submissions"
urlpatterns = [
    path("<edition:edition>/project/", project.project, name="project"),
    path("<edition:edition>/project/sections/<slug:key>/", sections.section, name="section"),
    path("<edition:edition>/project/feedback/<int:pk>/addressed/", sections.addressed, name="addressed"),
    path("<edition:edition>/project/files/", files.files, name="files"),
    path("<edition:edition>/project/files/<int:pk>/", files.download, name="download"),
    path("<edition:edition>/project/files/<int:pk>/remove/", files.remove, name="remove_file"),
    path("<edition:edition>/project/check/", submission.check, name="check"),
    path("<edition:edition>/project/submit/", submission.submit, name="submit"),
    path("<edition:edition>/project/confirm-team/", submission.confirm_team, name="confirm_team"),
    path("<edition:edition>/project/versions/<int:number>/", submission.version, name="version"),
    path("<edition:edition>/mentoring/", mentor.mentoring, name="mentoring"),
    path("<edition:edition>/mentoring/<int:team_id>/", mentor.mentored, name="mentored"),
]
