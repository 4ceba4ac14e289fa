"""List the exercises that are meant by names: python -m helpers.course images capstone.run.

Needs the standard library only: the operator's side asks before a lab is brought up for a name that nothing has.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from helpers import course

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(names: Sequence[str]) -> int:
    """Print the ids, a line each, of chapters and exercises; 2 where a name is neither's."""
    try:
        found = [id for name in names for id in course.meant(name)]
    except course.UnknownExercise as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write("".join(f"{id}\n" for id in found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
