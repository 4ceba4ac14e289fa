"""The chapter of everyday commands: its exercises in the order of the prose."""

ORDER = (
    "pull",
    "run_detached",
    "publish",
    "port_conflict",
    "env",
    "ps",
    "logs",
    "run_it",
    "exec_it",
    "stop",
    "start_again",
    "rm",
    "name_conflict",
    "rmi",
    "network_ls",
    "network",
    "cp",
    "inspect",
    "prune",
    "crash_loop",
)
