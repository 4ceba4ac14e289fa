"""Who may do what on the practice Hub."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from accounts import Hub

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    """A Hub whose one account, hana, has pushed hana/web:1.0."""
    (tmp_path / "hana/web/_manifests/tags/1.0").mkdir(parents=True)
    return Hub(user="hana", password="secret", repositories=tmp_path)  # noqa: S106 (a test's)


def basic(text: str) -> str:
    """An Authorization header for `user:password`."""
    return "Basic " + base64.b64encode(text.encode()).decode()


def test_everyone_pulls_what_was_pushed(hub: Hub) -> None:
    """A pushed repository is public."""
    assert hub.granted(None, "hana/web", {"pull"}) == ["pull"]


def test_nobody_pulls_what_is_not_there(hub: Hub) -> None:
    """A repository that was never pushed gives no right, to its owner neither."""
    assert hub.granted(None, "hana/none", {"pull"}) == []
    assert hub.granted("hana", "hana/none", {"pull"}) == []


def test_a_deleted_repository_is_gone(hub: Hub) -> None:
    """Where no tag is left, the repository does not exist."""
    (hub.repositories / "hana/web/_manifests/tags/1.0").rmdir()
    assert hub.granted(None, "hana/web", {"pull"}) == []


def test_the_owner_pushes_and_deletes(hub: Hub) -> None:
    """Under one's own name everything is allowed, before the first push too."""
    assert hub.granted("hana", "hana/new", {"pull", "push"}) == ["pull", "push"]
    assert hub.granted("hana", "hana/web", {"delete"}) == ["delete"]


def test_nobody_pushes_elsewhere(hub: Hub) -> None:
    """Another's name and the official images take no push."""
    assert hub.granted("hana", "other/web", {"pull", "push"}) == []
    assert hub.granted("hana", "library/ubuntu", {"pull", "push"}) == ["pull"]
    assert hub.granted(None, "hana/web", {"pull", "push"}) == ["pull"]
    assert hub.granted("hana", "hanako/web", {"push"}) == []


def test_an_official_image_exists_for_its_tags(hub: Hub) -> None:
    """A wrong tag of an official image must not read as if the image did not exist."""
    assert hub.granted(None, "library/nginx", {"pull"}) == ["pull"]
    assert hub.granted(None, "library/ngnix", {"pull"}) == []


def test_no_way_out_of_the_folder(hub: Hub) -> None:
    """A name with two dots is no repository."""
    assert not hub.exists("../hana/web")


def test_several_scopes_in_one_request(hub: Hub) -> None:
    """Each scope is judged by itself; unknown kinds give nothing."""
    scopes = ["repository:hana/web:pull,push repository:other/x:push", "registry:other:*"]
    assert hub.access("hana", scopes) == [{"type": "repository", "name": "hana/web", "actions": ["pull", "push"]}]


def test_only_the_account_sees_the_catalogue(hub: Hub) -> None:
    """The list of all repositories is for whoever is logged in."""
    scope = "registry:catalog:*"
    assert hub.access("hana", [scope]) == [{"type": "registry", "name": "catalog", "actions": ["*"]}]
    assert hub.access(None, [scope]) == []


def test_the_account_of_a_header(hub: Hub) -> None:
    """The right password names the account, no password nobody."""
    assert hub.account_of(basic("hana:secret")) == "hana"
    assert hub.account_of("") is None


@pytest.mark.parametrize("header", [basic("hana:wrong"), basic("hanb:secret"), basic("hana"), "Basic %%%", "Basic a"])
def test_a_wrong_password_is_refused(hub: Hub, header: str) -> None:
    """Wrong user, wrong password and broken headers are refused alike."""
    with pytest.raises(PermissionError):
        hub.account_of(header)


@pytest.mark.parametrize(
    ("given", "account"),
    [
        ("hana:secret", "hana"),
        ("bora:aaaa-bbbb", "bora"),
        ("bora:secret", None),
        ("../bora:aaaa-bbbb", None),
        (":", None),
    ],
)
def test_in_a_class_everybody_has_an_account(tmp_path: Path, given: str, account: str | None) -> None:
    """Each with a password of their own, and the course's account beside them; no name leads out of the folder."""
    accounts = tmp_path / "accounts"
    accounts.mkdir()
    (accounts / "bora").write_text("aaaa-bbbb")
    hub = Hub(user="hana", password="secret", repositories=tmp_path, accounts=accounts)  # noqa: S106 (a test's)
    if account:
        assert hub.account_of(basic(given)) == account
    else:
        with pytest.raises(PermissionError):
            hub.account_of(basic(given))
