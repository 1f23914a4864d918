"""The evaluation of one project, and a juror's own evaluations side by side."""

from django.urls import path

from judging.views import autosaving, evaluation, juror, own_evaluations

urlpatterns = [
    path("<edition:edition>/jury/token/", autosaving.token, name="jury_token"),
    path("<edition:edition>/jury/rounds/<int:round_id>/mine/", own_evaluations.own_scores, name="own_scores"),
    path("<edition:edition>/jury/rounds/<int:round_id>/signature/", own_evaluations.signature, name="sign_evaluations"),
    path("<edition:edition>/jury/<int:assignment_id>/", evaluation.evaluation, name="evaluation"),
    path("<edition:edition>/jury/<int:assignment_id>/autosave/", autosaving.autosave, name="evaluation_autosave"),
    path("<edition:edition>/jury/<int:assignment_id>/reopen/", evaluation.reopen_evaluation, name="reopen"),
    path(
        "<edition:edition>/jury/<int:assignment_id>/files/<int:attachment_id>/",
        juror.evaluation_file,
        name="evaluation_file",
    ),
    path(
        "<edition:edition>/jury/<int:assignment_id>/files/<int:attachment_id>/view/",
        juror.evaluation_file_pages,
        name="evaluation_file_pages",
    ),
    path(
        "<edition:edition>/jury/<int:assignment_id>/files/<int:attachment_id>/pages/<int:number>/",
        juror.evaluation_file_page,
        name="evaluation_file_page",
    ),
]
