"""Keeps the arrays out of the web process.

openpyxl takes numpy along wherever that is installed, for cells that hold numbers of numpy's; ours never do. It is
imported here first, while numpy seems not to be there, which spares every web process its memory and its start.
Where numpy is loaded already, in a worker, it stays.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _as_if_absent(name: str) -> Iterator[None]:
    """Inside, importing that package fails as it does where it is not installed."""
    missing = object()
    loaded = sys.modules.get(name, missing)
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if loaded is missing:
            del sys.modules[name]
        else:
            sys.modules[name] = loaded  # type: ignore[assignment]


with _as_if_absent("numpy"):
    import openpyxl

__all__ = ["openpyxl"]
