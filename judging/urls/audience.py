"""The vote of the audience."""

from django.urls import path

from judging.views import audience

urlpatterns = [
    path("<edition:edition>/vote/<int:round_id>/", audience.audience_vote, name="audience_vote"),
    path("<edition:edition>/jury/rounds/<int:round_id>/audience/", audience.audience_results, name="audience_results"),
]
