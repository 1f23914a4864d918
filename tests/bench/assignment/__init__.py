"""Who reads what: how long the solver takes, how much memory, and how good its answer is beside a greedy one."""
