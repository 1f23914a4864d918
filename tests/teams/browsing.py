"""Reading and posting the pages of the open edition."""

from typing import Any

from django.test import Client
from django.urls import reverse


def url(name: str, **kwargs: Any) -> str:
    return reverse(f"teams:{name}", kwargs={"edition": "open", **kwargs})


def read(client: Client, name: str, **kwargs: Any) -> str:
    """The page called `name`, which must be there."""
    response = client.get(url(name, **kwargs))
    assert response.status_code == 200
    return response.content.decode()


def post(client: Client, name: str, data: dict[str, Any] | None = None, **kwargs: Any) -> Any:
    """What comes of posting to the page called `name`, redirects followed."""
    return client.post(url(name, **kwargs), data or {}, follow=True)


def says_why_not(response: Any) -> bool:
    """Whether the page gives the reason why this is another's to do."""
    return "teams/reason.html" in [template.name for template in response.templates]
