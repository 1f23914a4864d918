"""The language of the thread: a page that a test looked at leaves its own behind, and the next test begins anew."""

import pytest
from django.conf import settings
from django.utils import translation


@pytest.fixture(autouse=True)
def _begin_in_the_language_of_the_site() -> None:
    translation.activate(settings.LANGUAGE_CODE)
