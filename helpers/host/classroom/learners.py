"""The list of a class: whose accounts there are, read from a table of the teacher's and given out as another.

Knows CSV files as Excel and schools' systems write them; what an account may do is JupyterHub's.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

from helpers.host import errors
from helpers.host.classroom import failures
from helpers.host.classroom.passwords import password

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = re.compile(r"[a-z][a-z0-9]{1,29}")
"""What an account may be called: the same name is its account on Docker Hub, its folder and its containers' name."""
_ENCODINGS = ("utf-8-sig", "cp949")
"""What Korean Excel writes."""
_HEADERS = frozenset({"id", "account", "아이디", "계정", "학번"})
_PEOPLE = frozenset({"name", "이름", "성명"})


def read_table(file: Path) -> dict[str, str]:
    """Return people's names by account, from a table with the columns 아이디 and 이름, or with accounts alone.

    A number alone (a student's) becomes an account by an `s` before it. Raises LabError where a row cannot be one.
    """
    rows = [row for row in csv.reader(io.StringIO(_text(file))) if any(cell.strip() for cell in row)]
    heads = [cell.strip().lower() for cell in rows[0]] if rows else []
    account = next((place for place, head in enumerate(heads) if head in _HEADERS), 0)
    person = next((place for place, head in enumerate(heads) if head in _PEOPLE), 1)
    found: dict[str, str] = {}
    for row in rows[1:] if set(heads) & (_HEADERS | _PEOPLE) else rows:
        name = as_account(row[account] if account < len(row) else "")
        if name in found:
            raise failures.listed_twice(name, str(file))
        found[name] = row[person].strip() if person < len(row) else ""
    if not found:
        raise failures.table_empty(str(file))
    return found


def as_account(text: str) -> str:
    """Return the account that `text` names. Raises LabError where it cannot be one."""
    name = text.strip().lower()
    name = f"s{name}" if name.isdecimal() else name
    if not NAME.fullmatch(name):
        raise failures.misnamed(text.strip())
    return name


def read(own: Path) -> dict[str, str]:
    """Return the list as JupyterHub reads it; nobody where there is none yet."""
    try:
        found: dict[str, str] = json.loads((own / "learners.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return found


def write(own: Path, people: Mapping[str, str]) -> None:
    """Write the list, all or nothing: JupyterHub reads it at every login."""
    own.mkdir(parents=True, exist_ok=True)
    part = own / "learners.part"
    part.write_text(json.dumps(people, ensure_ascii=False, indent=1), encoding="utf-8")
    part.replace(own / "learners.json")


def cards(people: Mapping[str, str], key: str) -> bytes:
    """Return the table that the teacher gives out: who, account and password. Opens in Excel."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["아이디", "비밀번호", "이름"])
    writer.writerows([name, password(key, "login", name), person] for name, person in people.items())
    return text.getvalue().encode("utf-8-sig")


def _text(file: Path) -> str:
    try:
        body = file.read_bytes()
    except FileNotFoundError:
        raise errors.path_missing(str(file)) from None
    except OSError as error:
        raise errors.of_system(error, str(file)) from None
    for encoding in _ENCODINGS:
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise failures.table_unreadable(str(file))
