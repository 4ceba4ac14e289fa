"""다른 환경에서 실행하기: images go to another computer, by a file and by Docker Hub."""

ORDER = (
    "save",
    "inspect_tar",
    "scp",
    "ftp",
    "usb",
    "login",
    "tag",
    "push",
    "pull_there",
    "update",
    "logout",
    "load",
    "run_there",
    "by_id",
)
