"""The chapter `start`: its exercises, in the order in which they are read."""

ORDER = ("first_run", "read_version", "other_computer")
