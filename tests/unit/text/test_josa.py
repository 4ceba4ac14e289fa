"""Particles follow the reading of whatever stands before them."""

from __future__ import annotations

import pytest

from helpers.text.josa import PAIRS, final, josa, say

OBJECTS = (
    "nginx를", "web을", "8080을", "python을", "app.py를", "hello-world를", "hello-world:latest를",
    "hello-world.tar를", "first:1.0을", "ubuntu를", "ubuntu:24.04를", "python:3.13을", "python3을", "docker를",
    "Docker를", "Dockerfile을", "engine을", "image를", "container를", "tag를", "layer를", "registry를", "hub를",
    "GitHub를", "build를", "run을", "pull을", "push를", "save를", "load를", "login을", "logout을", "commit을",
    "exec을", "stop을", "start를", "rm을", "rmi를", "ps를", "images를", "network를", "volume을", "prune을",
    "inspect를", "logs를", "cp를", "scp를", "FTP를", "USB를", "SSH를", "URL을", "API를", "CPU를", "RAM을", "ID를",
    "IP를", "PID를", "VM을", "tar를", "txt를", "json을", "yaml을", "yml을", "html을", "css를", "CMD를", "RUN을",
    "COPY를", "FROM을", "ENV를", "WORKDIR를", "EXPOSE를", "ENTRYPOINT를", "busybox를", "alpine을", "redis를",
    "mysql을", "latest를", "slim을", "app을", "src를", "data를", "/app을", "/bin/bash를", "bash를", "sh를",
    "bridge를", "host를", "none을", "socket을", "port를", "root를", "kernel을", "shell을", "system을", "linux를",
    "windows를", "mac을", "server를", "client를", "user를", "test를", "cat을", "echo를", "grep을", "curl을",
    "git을", "pip을", "apt를", "apt-get을", "notebook을", "lock을", "link를", "disk를", "check를", "hash를",
    "path를", "log를", "config를", "setting을", "debug를", "map을", "step을", "zip을", "help를", "dump를", "loop를",
    "group을", "table을", "file을", "name을", "home을", "machine을", "core를", "software를", "service를", "cache를",
    "date를", "node를", "code를", "type을", "scope를", "0을", "1을", "2를", "3을", "4를", "5를", "6을", "7을",
    "8을", "9를", "10을", "80을", "443을", "5000을", "22를", "100%를", "서버를", "컨테이너를", "파일을", "포트를",
    "이미지를", "태그를", "Docker Hub를",
)  # fmt: skip

DIRECTIONS = (
    "web으로", "nginx로", "url로", "8081로", "8080으로", "포트로", "파일로", "폴더로", "서울로", "이름으로", "1로",
    "3으로", "7로", "kernel로", "서버로", "python으로", "table로", "other로", "USB로", "Docker Hub로", "busybox로",
    "ubuntu로",
)  # fmt: skip


@pytest.mark.parametrize("word", OBJECTS)
def test_objects(word: str) -> None:
    """을 and 를 follow the noun's reading, in Hangul, Latin letters, abbreviations and digits."""
    assert josa(word[:-1], "을") == word


@pytest.mark.parametrize("word", DIRECTIONS)
def test_directions(word: str) -> None:
    """로 follows a vowel and ㄹ, 으로 every other final consonant."""
    noun = word.removesuffix("으로").removesuffix("로")
    assert josa(noun, "로") == word


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("`web`", "`web`을"),
        ("“nginx”", "“nginx”를"),
        ("이미지(image)", "이미지(image)를"),
        ("태그(1.0)", "태그(1.0)를"),
        ("[web]", "[web]을"),
        ("**파일**", "**파일**을"),
        ("web ", "web 을"),
        ("app/", "app/을"),
        ("'python'", "'python'을"),
        ("(web)", "(web)을"),
    ],
)
def test_marks_are_not_read(noun: str, expected: str) -> None:
    """Quotes, code marks and asides in brackets do not change the reading."""
    assert josa(noun, "을") == expected


@pytest.mark.parametrize("pair", PAIRS)
def test_every_pair(pair: tuple[str, str]) -> None:
    """Either form of a particle names it, and each form follows its kind of noun."""
    closed, opened = pair
    assert josa("컵", opened) == f"컵{closed}"
    assert josa("차", closed) == f"차{opened}"


@pytest.mark.parametrize("noun", ["", "`", "日本", "?", "…"])
def test_nothing_to_read(noun: str) -> None:
    """What cannot be read counts as ending in a vowel and raises nothing."""
    assert final(noun) == ""


def test_unknown_particle() -> None:
    """A particle that the table does not have is an author's mistake, and is told."""
    with pytest.raises(KeyError):
        josa("web", "께서")


def test_say() -> None:
    """A sentence's particles follow its values, through code marks and fixed words alike."""
    said = say("`{name}`{을} {where}{으로} 옮깁니다. 태그{은} `{tag}`{이} 됩니다.", name="web", where="서울", tag="1.0")
    assert said == "`web`을 서울로 옮깁니다. 태그는 `1.0`이 됩니다."


def test_say_keeps_braces_of_values() -> None:
    """Braces in a value are the learner's own text and are not filled in."""
    assert say("`{name}`{을} 봅니다.", name="{{.ID}}") == "`{{.ID}}`를 봅니다."


NUMBERS = (
    "0으로", "1로", "2로", "3으로", "4로", "5로", "6으로", "7로", "8로", "9로", "10으로", "11로", "16으로",
    "20으로", "80으로", "100으로", "125로", "126으로", "127로", "130으로", "137로", "139로", "143으로", "200으로",
    "255로", "404로", "443으로", "1000으로", "3306으로", "5000으로", "5432로", "6379로", "8000으로", "8080으로",
    "8081로", "1,234로", "12,000으로", "1.0으로", "1.4로", "2.0으로", "24.04로", "3.13으로", "26.1.5로",
    "0.5로", "v2로", "python3으로", "amd64로", "x86_64로", "8GB로", "512MB로", "10초로", "3번으로",
    "172.17.0.2로", "80/tcp로", "８０８０으로", "100%로", "0.001로", "1e9로", "ㄱ으로", "ㄹ로", "ㅁ으로",
)  # fmt: skip
TOPICS = ("80은", "3306은", "130은", "137은", "8081은", "22는", "2.0은", "1.4는", "nginx:1.27은", "ubuntu:24.04는")
LATIN = (
    "nginx는", "web은", "redis는", "mysql은", "postgres는", "json은", "html은", "txt는", "Dockerfile은", "exited는",
    "created는", "running은", "paused는", "bridge는", "overlay는", "root는", "exec은", "admin은", "learner는", "hub는",
    "USB는", "IP는", "URL은", "Go는", "runc는", "containerd는", "tini는", "QEMU는", "latest는", "slim은", "amd64는",
)  # fmt: skip


@pytest.mark.parametrize("word", [*NUMBERS, *TOPICS, *LATIN])
def test_numbers_and_words_by_reading(word: str) -> None:
    """Numbers, versions and Latin words take the particle of how they are read aloud."""
    form = next(form for form in ("으로", "로", "은", "는") if word.endswith(form))
    assert josa(word.removesuffix(form), form) == word
