"""The first page of the jury."""

from django.urls import path

from judging.views import juror

urlpatterns = [
    path("<edition:edition>/jury/", juror.jury, name="jury"),
]
