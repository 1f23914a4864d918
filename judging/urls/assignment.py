"""Who reads what."""

from django.urls import path

from judging.views import plan_swap, plans

ROUND, PLAN = "<edition:edition>/jury/rounds/<int:round_id>", "<edition:edition>/jury/plans/<int:plan_id>"

urlpatterns = [
    path(f"{ROUND}/assignment/", plans.assignment, name="assignment"),
    path(f"{ROUND}/assignment/replace/", plans.replace_juror, name="replace_juror"),
    path("<edition:edition>/jury/mentors/", plans.mentor_plans, name="mentor_plans"),
    path(f"{PLAN}/", plans.plan, name="plan"),
    path(f"{PLAN}/people/", plans.plan_people, name="plan_people"),
    path(f"{PLAN}/changes/", plans.plan_changes, name="plan_changes"),
    path(f"{PLAN}/projects/<int:key>/", plan_swap.plan_swap, name="plan_swap"),
]
