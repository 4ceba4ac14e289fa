"""What takes the engine's room, by its own account."""

from __future__ import annotations

from helpers.coach.rules import no_space


def test_account_of_the_engine() -> None:
    """The largest first; only what nobody uses may go, and of images only the nameless."""
    shares = no_space.account(
        {
            "LayersSize": 500,
            "Images": [
                {"Size": 300, "Containers": 1, "RepoTags": ["a:1"]},
                {"Size": 100, "Containers": 0, "RepoTags": ["b:1"]},
                {"Size": 100, "Containers": 0, "RepoTags": None},
            ],
            "Containers": [{"SizeRw": 9000, "State": "exited"}, {"State": "running"}],
            "Volumes": [{"UsageData": {"Size": 70, "RefCount": 0}}],
            "BuildCache": None,
        }
    )
    said = [share.said() for share in shares]
    assert said == [
        "컨테이너 2개 9kB(쓰지 않는 것 1개)",
        "이미지 3개 500B(쓰지 않는 것 2개)",
        "볼륨 1개 70B(쓰지 않는 것 1개)",
    ]
    assert [(share.spare, bool(share.remedy)) for share in shares] == [(9000, True), (100, True), (70, False)]
