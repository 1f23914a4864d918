"""The assignment as arithmetic: arrays in, pairs out. Imported by the worker alone: it carries a solver."""

import os

# Before numpy is there: one thread, for the reason that the statistics give.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
