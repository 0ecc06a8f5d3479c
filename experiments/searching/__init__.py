"""Search: the space of structures itself, under a number of changes from today, for what nothing else beats."""
