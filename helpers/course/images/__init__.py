"""The chapter `images`: its exercises, in the order in which they are read."""

ORDER = (
    "first",
    "workdir",
    "copy",
    "run_install",
    "cmd",
    "build_context",
    "hello",
    "override",
    "fix",
    "layers",
    "cache",
    "dockerignore",
    "tag",
    "dangling",
    "pin",
    "slim",
)
