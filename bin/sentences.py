"""How these scripts say that something is wrong: one sentence that tells what to do, and no trace."""


class Trouble(Exception):
    """What keeps the command from working, and what to do about it."""
