"""Simulated juries with known truth: how well the ranking, the refusals and the intervals do, and how fast."""

import judging.statistics  # noqa: F401 - before numpy is there: it says how many threads the linear algebra may use
