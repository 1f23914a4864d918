"""What people typed, inside sentences of ours."""

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


def isolated(text: str) -> str:
    """`text` such that its direction stays its own: a Latin name does not turn an Arabic sentence about."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
