"""Who may pull, push and delete what on the practice Hub, as Docker Hub itself decides.

Knows the accounts and, from the registry's folder, which repositories exist; not how a token is signed or sent.
"""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass
from pathlib import Path

STAND_INS = frozenset({"busybox", "hello-world", "nginx", "python", "ubuntu"})
# Official images that people name in a first course. The mirror answers for them before anyone asks here: a request
# that still arrives is for a tag that does not exist, and must not read as if the image did not.
OFFICIAL = STAND_INS | frozenset(
    {
        "alpine",
        "debian",
        "fedora",
        "gcc",
        "golang",
        "httpd",
        "mariadb",
        "memcached",
        "mongo",
        "mysql",
        "node",
        "openjdk",
        "php",
        "postgres",
        "rabbitmq",
        "redis",
        "registry",
        "ruby",
        "rust",
        "tomcat",
        "wordpress",
    }
)


CATALOG = "registry:catalog:*"
"""The list of all repositories: for the account, so that the lab can show and clear what was pushed."""


@dataclass(frozen=True, kw_only=True)
class Hub:
    """The account of the lab, the folder of the registry's repositories, and the official images that the mirror has.

    In a class each learner has an account: `accounts` holds a file for each, with the password.
    """

    user: str
    password: str
    repositories: Path
    accounts: Path = Path("/run/lab/accounts")
    official: frozenset[str] = STAND_INS

    def exists(self, repository: str) -> bool:
        """Whether `repository` can be pulled by anyone: an official image, or one that was pushed and not deleted."""
        namespace, _, name = repository.partition("/")
        if namespace == "library":
            return name in self.official
        tags = self.repositories / repository / "_manifests" / "tags"
        return ".." not in repository and tags.is_dir() and any(tags.iterdir())

    def granted(self, account: str | None, repository: str, wanted: set[str]) -> list[str]:
        """Which of the `wanted` actions `account` (None: nobody logged in) gets on `repository`."""
        if account and repository.startswith(f"{account}/"):
            return sorted(wanted) if wanted - {"pull"} or self.exists(repository) else []
        return ["pull"] if "pull" in wanted and self.exists(repository) else []

    def access(self, account: str | None, scopes: list[str]) -> list[dict[str, object]]:
        """A token's access list for scopes like `repository:name:pull,push`; unknown kinds get nothing."""
        entries: list[dict[str, object]] = []
        for scope in " ".join(scopes).split():
            if account and scope == CATALOG:
                entries.append({"type": "registry", "name": "catalog", "actions": ["*"]})
                continue
            kind, _, rest = scope.partition(":")
            name, _, actions = rest.rpartition(":")
            if kind == "repository" and (given := self.granted(account, name, set(actions.split(",")))):
                entries.append({"type": kind, "name": name, "actions": given})
        return entries

    def account_of(self, authorization: str) -> str | None:
        """The account of an `Authorization` header (None: not basic); PermissionError where it is wrong."""
        if not authorization.startswith("Basic "):
            return None
        try:
            given = base64.b64decode(authorization.removeprefix("Basic "))
        except ValueError as error:
            raise PermissionError from error
        user = given.partition(b":")[0].decode(errors="replace")
        right = self._password(user)
        if not right or not hmac.compare_digest(given, f"{user}:{right}".encode()):
            raise PermissionError
        return user

    def _password(self, user: str) -> str:
        """The password of an account; empty where there is no such account."""
        if user == self.user:
            return self.password
        file = self.accounts / user
        return file.read_text(encoding="utf-8").strip() if user.isalnum() and file.is_file() else ""
