"""Slips of the keyboard: characters that only look right, words that are missing, options and values that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.coaching import provoke, words
from tests.support.staging import docker, staged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module", autouse=True)
def _stage() -> Iterator[None]:
    with staged("busybox"):
        docker("docker tag busybox 8080:80")
        yield


@pytest.mark.parametrize(
    ("line", "id", "said"),
    [
        ("docker run —name coach-x busybox", "lookalike", "`—name`을 `--name`으로"),
        ("docker run –d busybox", "lookalike", "`–d`를 `-d`로"),
        ("docker run --name “coach” busybox", "lookalike", '`"coach"`로 고쳐서'),
        ("docker run -p 8080：80 busybox", "lookalike", "`8080:80`으로 고쳐서"),
        ("docker ps —all", "lookalike", "`--all`로 고쳐서"),
        ("docker rm —f coach-x", "lookalike", "`-f`로 고쳐서"),
        ("docker 'ps\u00a0-a'", "lookalike", "다른 빈칸(U+00A0)"),
        ("docker ㅔㄴ -a", "mistyped", "`docker ps -a`로 고쳐서"),
        ("docker image ㅣㄴ", "mistyped", "`docker image ls`로 고쳐서"),
        ("docker image lst", "mistyped", "`docker image ls`로 고쳐서"),
        ("docker contianer ls", "mistyped", "`docker container ls`로 고쳐서"),
        ("docker run --prot 80 busybox", "mistyped", "그 일을 하는 옵션은 `--publish`예요"),
        ("docker run --detatch busybox", "mistyped", "`--detach`를 잘못 친"),
        ("docker start -it coach-x", "mistyped", "`docker run`의 옵션이에요"),
        ("docker exec -p 80:80 coach-x ls", "mistyped", "`docker run`으로 다시 만들어요"),
        ("docker system prune -y", "mistyped", "그 일을 하는 옵션은 `--force`예요"),
        ("docker exec ls", "words-missing", "그 안의 명령이 아무것도 찾지 못해"),
        ("docker run", "words-missing", "`docker run`에 이미지 이름이 빠졌어요"),
        ("docker run -d --name busybox", "words-missing", "`busybox`는 `--name`의 값으로 읽었어요"),
        ("docker exec coach-x", "words-missing", "컨테이너 안에서 실행할 명령이 빠졌어요"),
        ("docker tag busybox", "words-missing", "새로 붙일 이름이 빠졌어요"),
        ("docker container rm", "words-missing", "컨테이너 이름이 빠졌어요"),
        ("docker run -v", "words-missing", "`-v` 뒤에 값이 빠졌어요"),
        ("docker pull a b", "words-missing", "단어를 하나만 적을 수 있는데"),
        ("docker pull busybox latest", "words-missing", "`busybox:latest`처럼 붙여서"),
        ("docker load box.tar", "words-missing", "`-i box.tar`처럼"),
        ("docker stop", "words-missing", "그 안의 명령이 아무것도 찾지 못해"),
        ("docker run /notifier:1.0", "bad-name", "그 변수가 비어 있어요"),
        ("docker run -d ' '", "bad-name", "뒤의 빈칸을 지워요"),
        ("docker run -m 4 busybox", "value-faulty", "단위 없는 수는 바이트"),
        ("docker run -P 9090:80 busybox", "port-for-image", "소문자 `-p`로"),
        ("docker run -p 9090 9090:80 busybox", "port-for-image", "`9090`에서 끝났어요"),
        ("docker run -p 8080:abc busybox", "value-faulty", "오른쪽에 적은 `abc`는"),
        ("docker run -p 8080:80 -v a/b:/x busybox", "value-faulty", "`-v`에 적은 값이 맞지 않아요. `a/b`는"),
        ("docker run -v /tmp:x busybox", "value-faulty", "컨테이너 안의 경로 `x`가"),
        ("docker run -e =x busybox", "value-faulty", "변수의 이름이 없어요"),
        ("docker run -m many busybox", "value-faulty", "`many`는 크기가 아니에요"),
        ("docker run --restart on busybox", "value-faulty", "`--restart`에 적은 값이"),
        ("docker run --env-file nosuch.env busybox", "file-missing", "`nosuch.env`라는 파일이 없어요"),
    ],
)  # fmt: skip
def test_slips(tmp_path: Path, line: str, id: str, said: str) -> None:
    """What was typed, as what it was read, and how it is right."""
    ran, explanation = provoke(line, tmp_path)
    assert explanation is not None, ran
    assert explanation.id == id
    assert said in words(explanation)


@pytest.mark.parametrize(
    ("line", "id"),
    [
        ("docker run --rm -e A=“b” busybox nosuch", "program-missing"),
        ("docker run --rm busybox ls “a”", ""),
        ("docker run --rm 8080:80 nosuch", "program-missing"),
        ("docker run --rm --mount type=volume,src=a/b,dst=/x busybox", ""),
        ("docker run --rm -e 이름=값 busybox nosuch", "program-missing"),
        ("docker ps --nosuchthing", "mistyped"),
        ("docker build", "build-without-folder"),
    ],
)
def test_what_is_no_slip(tmp_path: Path, line: str, id: str) -> None:
    """Odd characters in values and for a program, an image of a port's name: another explanation, or none."""
    ran, explanation = provoke(line, tmp_path)
    assert ran.code
    assert (explanation.id if explanation else "") == id
