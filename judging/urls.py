from django.urls import path

from judging.views import auditor, evaluation, juror, president, visitor

app_name = "judging"
urlpatterns = [
    path("<edition:edition>/jury/", juror.jury, name="jury"),
    path("<edition:edition>/jury/conflict/", juror.conflict, name="conflict"),
    path("<edition:edition>/jury/audit/", auditor.audit, name="audit"),
    path("<edition:edition>/jury/rounds/<int:round_id>/ranking/", president.ranking, name="ranking"),
    path("<edition:edition>/jury/rounds/<int:round_id>/sign/", president.sign, name="sign"),
    path("<edition:edition>/jury/rounds/<int:round_id>/table.csv", auditor.table_csv, name="table_csv"),
    path("<edition:edition>/jury/rounds/<int:round_id>/table.json", auditor.table_json, name="table_json"),
    path("<edition:edition>/jury/<int:assignment_id>/", evaluation.evaluation, name="evaluation"),
    path("<edition:edition>/jury/<int:assignment_id>/reopen/", evaluation.reopen_evaluation, name="reopen"),
    path(
        "<edition:edition>/jury/<int:assignment_id>/files/<int:attachment_id>/",
        juror.evaluation_file,
        name="evaluation_file",
    ),
    path("<edition:edition>/results/", visitor.results, name="results"),
]
