"""How a broken rule speaks: one exception with a sentence for the person, and the way it reaches a form."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import BaseForm
from django.utils.functional import Promise


class Refusal(Exception):
    """A rule refused what somebody asked for.

    `message` is a translated sentence that says what to do; `field` names the form field it belongs to, if any.
    """

    message: str | Promise = ""
    field: str | None = None

    def __init__(self, message: str | Promise | None = None, *, field: str | None = None) -> None:
        if message is not None:
            self.message = message
        if field is not None:
            self.field = field
        super().__init__(str(self.message))

    def __str__(self) -> str:
        return str(self.message)


@contextmanager
def refusals(form: BaseForm) -> Iterator[None]:
    """Turn a refusal raised inside into an error of `form`, so that what was typed stays in sight."""
    try:
        yield
    except Refusal as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, str(refusal))
