"""IPython in the lab: `%%bash` cells run through `cell-bash`."""

c = get_config()  # noqa: F821 - IPython's own
c.ScriptMagics.script_paths = {"bash": "/usr/local/bin/cell-bash"}
