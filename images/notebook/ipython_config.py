"""IPython in the lab: `%%bash` runs through `cell-bash`, cells end in a line, the coach and the functions are there."""

c = get_config()  # noqa: F821 - IPython's own
c.ScriptMagics.script_paths = {"bash": "/usr/local/bin/cell-bash"}
c.InteractiveShellApp.extensions = [
    "helpers.ui.output_limit", "helpers.ui.cell_endings", "helpers.coach.ipython", "helpers.ui.page_links",
]  # fmt: skip
# A link leads into the middle of a notebook, below the cell that imports them.
c.InteractiveShellApp.exec_lines = ["from helpers import *"]
