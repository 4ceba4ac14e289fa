"""Commands that do not end by themselves."""

from __future__ import annotations

import pytest

from helpers.coach import unending


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("docker logs -f web", "로그"),
        ("docker logs --follow --tail 5 web", "로그"),
        ("docker attach web", "화면에 붙어서"),
        ("docker container attach web", "화면에 붙어서"),
        ("docker start -a web", "화면에 붙어서"),
        ("docker events", "엔진에서 일어나는"),
        ("docker stats", "스스로 끝나지 않아요"),
        ("docker wait web", "멈출 때까지"),
        ("docker compose up", "서비스가 모두"),
        ("docker compose -f a.yaml up --build", "서비스가 모두"),
        ("docker compose logs -f", "로그"),
        ("docker exec -it web sh", "글자를 쳐"),
        ("docker exec web tail -f /log", "스스로 끝나지 않거나"),
    ],
)
def test_commands_that_wait(line: str, part: str) -> None:
    """Why each goes on is its own."""
    reason = unending.of_words(("/usr/bin/docker", *line.split()[1:]))
    assert reason
    assert part in reason.why


@pytest.mark.parametrize(
    "line", ["sleep infinity", "tail -f a.log", "ping other", "python3 -m http.server", "sleep 900"]
)
def test_programs_of_the_shell_that_go_on(line: str) -> None:
    """Without Docker, too."""
    assert unending.of_words(line.split())


@pytest.mark.parametrize(
    "line",
    [
        "docker build .", "docker pull ubuntu", "docker run -d nginx", "docker logs web", "docker stats --no-stream",
        "docker compose up -d", "docker compose build", "docker ps", "docker stop web", "docker exec web ls",
        "docker start web", "docker exec web",
    ],
)  # fmt: skip
def test_commands_that_take_their_time_and_end(line: str) -> None:
    """Nothing is said of these."""
    assert unending.of_words(("/usr/bin/docker", *line.split()[1:])) is None


def test_other_programs() -> None:
    """A shell, a short sleep, a ping that counts, and a program of which nothing can be read."""
    assert not any(map(unending.of_words, [[], ["bash", "-c", "x"], ["sleep", "20"], ["ping", "-c", "3", "other"]]))
