"""Ranking, signature, and what explains them."""

from django.urls import path

from judging.views import auditor, president, visitor

_ROUND = "<edition:edition>/jury/rounds/<int:round_id>/"

urlpatterns = [
    path("<edition:edition>/jury/audit/", auditor.audit, name="audit"),
    path(f"{_ROUND}ranking/", president.ranking, name="ranking"),
    path(f"{_ROUND}ranking/certainty/", president.certainty, name="certainty"),
    path(
        f"{_ROUND}ranking/disagreements/",
        president.disagreements,
        name="disagreements",
    ),
    path(f"{_ROUND}ranking/reliability/", president.reliability, name="reliability"),
    path(f"{_ROUND}ranking/jurors/", president.jurors_figures, name="jurors_figures"),
    path(f"{_ROUND}ranking/<int:first>/<int:second>/", president.why, name="why"),
    path(f"{_ROUND}table.csv", auditor.table_csv, name="table_csv"),
    path(f"{_ROUND}table.json", auditor.table_json, name="table_json"),
    path(f"{_ROUND}table.xlsx", auditor.table_xlsx, name="table_xlsx"),
    path(f"{_ROUND}workbook/", auditor.workbook, name="workbook"),
    path("<edition:edition>/results/", visitor.results, name="results"),
]
