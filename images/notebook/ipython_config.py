"""IPython in the lab: `%%bash` cells run through `cell-bash`, and the coach sits beside."""

c = get_config()  # noqa: F821 - IPython's own
c.ScriptMagics.script_paths = {"bash": "/usr/local/bin/cell-bash"}
c.InteractiveShellApp.extensions = ["helpers.coach.cells"]
