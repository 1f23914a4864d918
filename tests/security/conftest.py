"""The worlds in which every address is tried; a world is dear to build, so that the tests of a module share one."""

from tests.builders.world import World, a_world
from tests.harness.kept import kept


@kept
def kept_world_at_work() -> World:
    """While the jury works."""
    return a_world()


@kept
def kept_world_closed() -> World:
    """Once the ranking is signed."""
    return a_world(closed=True)
