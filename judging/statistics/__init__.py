"""The statistics of a jury as arithmetic: arrays in, figures out. Imported by the worker alone: it carries numpy."""

import os

# Before numpy is there. On a machine that does other things too, the threads of the linear algebra wait for each other
# by spinning, which takes five times as long as one thread; and one thread gives the same digits on every machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
