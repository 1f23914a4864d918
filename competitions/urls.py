from django.urls import path

from competitions.views import edition, jobs, messages, notices

app_name = "competitions"
urlpatterns = [
    path("me/messages/", messages.messages, name="messages"),
    path("me/messages/<int:message_id>/", messages.message, name="message"),
    path("me/notice/", notices.notice, name="notice"),
    path("me/notice/<int:version>/", notices.notice_version, name="notice_version"),
    path("me/jobs/<int:job_id>/", jobs.job, name="job"),
    path("me/jobs/<int:job_id>/file/", jobs.job_file, name="job_file"),
    path("<edition:edition>/", edition.edition, name="edition"),
    path("<edition:edition>/rules/", edition.rules, name="rules"),
]
