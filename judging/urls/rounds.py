"""Rounds: setting up, screening, naming, what keeps one from closing, appeals, the register of changes."""

from django.urls import path

from judging.views import appeals, naming, organiser, screening, shortfalls, visitor

ROUND = "<edition:edition>/jury/rounds/<int:round_id>"

urlpatterns = [
    path("<edition:edition>/jury/rounds/", organiser.rounds, name="rounds"),
    path(f"{ROUND}/", organiser.round_setup, name="round_setup"),
    path(f"{ROUND}/criteria/", organiser.criteria, name="criteria"),
    path(f"{ROUND}/criteria/<int:criterion_id>/remove/", organiser.remove_one, name="remove_criterion"),
    path(f"{ROUND}/screening/", screening.screening, name="screening"),
    path(f"{ROUND}/screening/many/", screening.screen_many, name="screen_many"),
    path(f"{ROUND}/screening/<int:entry_id>/", screening.screen, name="screen"),
    path(f"{ROUND}/naming/", naming.naming, name="naming"),
    path(f"{ROUND}/naming/<int:project_id>/", naming.name_one, name="name_one"),
    path(f"{ROUND}/short/", shortfalls.short, name="short"),
    path(f"{ROUND}/short/<int:entry_id>/", shortfalls.short_entry, name="short_entry"),
    path(f"{ROUND}/short/<int:entry_id>/give/", shortfalls.give, name="give_late"),
    path(f"{ROUND}/short/jurors/<int:juror_id>/", shortfalls.more_time, name="more_time"),
    path("<edition:edition>/jury/appeals/", appeals.appeals, name="appeals"),
    path("<edition:edition>/jury/appeals/<int:appeal_id>/", appeals.appeal, name="appeal"),
    path("<edition:edition>/jury/appeals/<int:appeal_id>/project/", appeals.appealed, name="appealed"),
    path(
        "<edition:edition>/jury/appeals/<int:appeal_id>/project/files/<int:attachment_id>/",
        appeals.appealed_file,
        name="appealed_file",
    ),
    path("<edition:edition>/team/decisions/<int:entry_id>/", appeals.appeal_exclusion, name="appeal_exclusion"),
    path("<edition:edition>/rules/changes/", visitor.rule_changes, name="rule_changes"),
]
