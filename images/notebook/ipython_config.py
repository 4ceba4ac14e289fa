"""IPython in the lab: `%%bash` cells run through `cell-bash`, and the course's functions are there from the start."""

c = get_config()  # noqa: F821 - IPython's own
c.ScriptMagics.script_paths = {"bash": "/usr/local/bin/cell-bash"}
# A link leads into the middle of a notebook, below the cell that imports them.
c.InteractiveShellApp.exec_lines = ["from helpers import *"]
