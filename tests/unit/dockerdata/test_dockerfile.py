"""A Dockerfile is read as BuildKit reads it."""

from __future__ import annotations

import pytest

from helpers.dockerdata.dockerfile import base, count, excluded_by, has, parse, reached

Read = list[tuple[str, str]]
RUNS: Read = [("FROM", "b"), ("RUN", "echo a b")]


def read(text: str) -> Read:
    """The instructions of a text, by name and argument."""
    return [(item.name, item.argument) for item in parse(text)]


@pytest.mark.parametrize(
    "text",
    [
        "FROM b\nRUN echo a \\\n b\n",
        "FROM b\nRUN echo a \\ \t\n   b",
        "FROM b\r\nRUN echo a \\\r\n b\r\n",
        "FROM b\nRUN echo a \\\n# one\n\n   # two \\\n  b\n",
        "FROM b\nRUN echo a \\\n\\\n b\n",
        "FROM b\nRUN ec\\\nho a b\n",
        "FROM b\nRUN echo a b\\\n",
        "FROM\tb\nRUN\techo a b\n",
        "  from b\n\trun echo a b\n",
        "\ufeffFROM b\n# note \\\nRUN echo a b\n",
        "FROM b\n\\\nRUN echo a b\n",
        "# escape=`\nFROM b\nRUN echo a `\n b\n",
        "#  ESCAPE = `\nFROM b\nRUN echo a `\n b\n",
        "# syntax=docker/dockerfile:1\n# escape=`\nFROM b\nRUN echo a `\n b\n",
        "FROM b\nRUN -- echo a b\n",
    ],
)
def test_lines_are_continued(text: str) -> None:
    """Comments and empty lines between do not end one; blanks, cases and line ends of every kind are seen through."""
    assert read(text) == RUNS


@pytest.mark.parametrize("top", ["# hello\n", "\n", "# colour=red\n", "FROM b\n"])
def test_a_directive_stands_at_the_very_top(top: str) -> None:
    """After a comment, an empty line, an unknown directive or an instruction it is a comment itself."""
    assert read(f"{top}# escape=`\nRUN echo a `\nRUN echo \\\n b\n")[-2:] == [("RUN", "echo a `"), ("RUN", "echo b")]


def test_an_escaped_escape_continues_nothing() -> None:
    """Two of them are one letter, and with another escape character a backslash is one, too."""
    assert read("RUN echo a\\\\\nRUN b") == [("RUN", "echo a\\\\"), ("RUN", "b")]
    assert read("# escape=`\nRUN dir C:\\\nRUN b") == [("RUN", "dir C:\\"), ("RUN", "b")]


@pytest.mark.parametrize(
    ("begun", "body", "contents"),
    [
        ("RUN <<EOF", "echo one\n# two\nRUN rm \\\nEOF", ["echo one\n# two\nRUN rm \\\n"]),
        ('COPY <<"A" <<B /x/', "one\nA\ntwo\nB", ["one\n", "two\n"]),
        ("RUN <<-EOF", "\techo one\n\t\tEOF", ["echo one\n"]),
        ("RUN cat <<EOF > /x && echo done", "hello\nEOF", ["hello\n"]),
        ("RUN 3<<EOF cat <&3", "hello\nEOF", ["hello\n"]),
        ("RUN <<'E O'", "#!/bin/sh\nE O", ["#!/bin/sh\n"]),
        ("RUN <<\\EOF", "$X\nEOF", ["$X\n"]),
        ("RUN <<EOF", "a\nEOF \nEOF", ["a\nEOF \n"]),
        ("RUN cat <<EOF;echo", "a\nEOF;echo", ["a\n"]),
        ("ONBUILD RUN <<EOF", "a\nEOF", ["a\n"]),
        ("run <<EOF cat \\\n > /x", "a\nEOF", ["a\n"]),
    ],
)
def test_here_documents(begun: str, body: str, contents: list[str]) -> None:
    """Their lines belong to the instruction that begins them, whatever they look like."""
    _, held, after = parse(f"FROM b\n{begun}\n{body}\nRUN true\n")
    assert [heredoc.content for heredoc in held.heredocs] == contents
    assert after.argument == "true"


@pytest.mark.parametrize(
    "line",
    [
        "RUN cat<<EOF", "RUN cat <<<word", 'RUN echo "a <<EOF b"', "RUN echo $((1 << 2))", "ENV A=<<EOF",
        'RUN ["echo", "<<EOF"]', 'RUN echo "$(true <<EOF',
    ],
)  # fmt: skip
def test_no_here_document(line: str) -> None:
    """Only a word of its own begins one, in ADD, COPY and RUN, and in no list."""
    assert [len(item.heredocs) for item in parse(f"{line}\nRUN true\n")] == [0, 0]


def test_flags_stand_apart() -> None:
    """They come first, by name, with their values in order."""
    run, copy, base = parse(
        'RUN --mount=type=tmpfs,target=/t --mount="type=cache,target=/c" --network=none apt-get -y install x\n'
        "COPY --link --chown=1:1 a /b\nFROM --platform=linux/amd64 busybox:1 AS build"
    )
    assert run.flags == {"mount": ("type=tmpfs,target=/t", "type=cache,target=/c"), "network": ("none",)}
    assert run.argument == "apt-get -y install x"
    assert copy.flags == {"link": ("",), "chown": ("1:1",)}
    assert (base.flags, base.words) == ({"platform": ("linux/amd64",)}, ("busybox:1", "AS", "build"))


def test_exec_and_shell_form() -> None:
    """A list of words in double quotes; what is no such list is a line for the shell."""
    listed, quoted, mixed = parse('CMD ["echo", "a b"]\nCMD [\'echo\', \'a\']\nCMD ["echo", 1]')
    assert (listed.exec_form, listed.words) == (("echo", "a b"), ("echo", "a b"))
    assert (quoted.exec_form, quoted.words) == (None, ("['echo',", "'a']"))
    assert mixed.exec_form is None


def test_what_a_run_runs() -> None:
    """The lines of its here-documents belong to it; those that COPY writes do not."""
    found = parse("RUN <<EOF\napt-get update\napt-get install -y x\nEOF\nCOPY <<EOF /x\nrm -rf /\nEOF\n")
    assert has(found, "RUN", r"install -y x$")
    assert not has(found, "COPY", "rm")
    assert (count(found, "RUN"), has(found, "CMD"), has(found, "COPY")) == (1, False, True)


@pytest.mark.parametrize(
    ("argument", "found"),
    [
        ("a b /x", (("a", "b"), "/x")),
        ("--chown=me:me a /x", (("a",), "/x")),
        ("--from=one a /x", ((), "")),
        ('["a b", "/x"]', (("a b",), "/x")),
        ("https://host/a b /x", (("b",), "/x")),
        ("<<EOF b /x/\nEOF", (("b",), "/x/")),
        ("a", ((), "")),
        ("", ((), "")),
    ],
)
def test_sources_of_a_copy(argument: str, found: tuple[tuple[str, ...], str]) -> None:
    """Only what comes from the build context."""
    assert parse(f"COPY {argument}")[0].copies() == found


@pytest.mark.parametrize(
    ("path", "lines", "by"),
    [
        ("app.py", ["*.py"], "*.py"),
        ("src/app.py", ["*.py"], ""),
        ("src/app.py", ["**/*.py"], "**/*.py"),
        ("app.py", ["**/*.py"], "**/*.py"),
        ("src/app.py", ["src"], "src"),
        ("src/app.py", ["/src/"], "/src/"),
        ("app.py", ["*", "!app.py"], ""),
        ("app.py", ["!app.py", "*"], "*"),
        ("app.py", ["# app.py", "", "a?p.py"], "a?p.py"),
        ("b.txt", ["[ab].txt"], "[ab].txt"),
        ("app.pyc", ["*.py"], ""),
    ],
)
def test_ignore_lines(path: str, lines: list[str], by: str) -> None:
    """The last line that matches decides."""
    assert excluded_by(path, lines) == by


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("FROM busybox:1.36\nCMD a", "busybox:1.36"),
        ("from busybox as bell", "busybox"),
        ("FROM --platform=linux/amd64 busybox:latest", "busybox:latest"),
        ("FROM ubuntu AS make\nRUN a\nFROM busybox\nCOPY --from=make a b", "busybox"),
        ("FROM ubuntu AS Make\nFROM make AS last\nFROM last", "ubuntu"),
        ("ARG TAG=1.36\nFROM busybox:${TAG}", "busybox:1.36"),
        ("ARG BASE\nFROM ${BASE:-busybox}", "busybox"),
        ("CMD a", ""),
    ],
)
def test_base(text: str, found: str) -> None:
    """The last stage's, through the stages and arguments before it."""
    assert base(parse(text)) == found


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("FROM a\nRUN one\nRUN two", ["one", "two"]),
        ("FROM a AS Make\nRUN one\nFROM b\nRUN two\nCOPY --from=make /x /x", ["one", "two"]),
        ("FROM a\nRUN one\nFROM b\nRUN two\nCOPY --from=0 /x /x", ["one", "two"]),
        ("FROM a AS make\nRUN one\nFROM make AS next\nRUN two\nFROM next", ["one", "two"]),
        ("FROM a AS make\nRUN one\nFROM b\nRUN --mount=type=bind,from=make two", ["one", "two"]),
        ("FROM a AS idle\nRUN one\nFROM b\nRUN two", ["two"]),
        ("RUN one", []),
    ],
)
def test_reached(text: str, runs: list[str]) -> None:
    """A stage that nothing is taken from is not built."""
    assert [item.argument for item in reached(parse(text)) if item.name == "RUN"] == runs
