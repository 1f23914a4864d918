from django.urls import path

from competitions.views import edition, jobs, messages

app_name = "competitions"
urlpatterns = [
    path("me/messages/", messages.messages, name="messages"),
    path("me/messages/<int:message_id>/", messages.message, name="message"),
    path("me/jobs/<int:job_id>/", jobs.job, name="job"),
    path("<edition:edition>/", edition.edition, name="edition"),
    path("<edition:edition>/rules/", edition.rules, name="rules"),
]
