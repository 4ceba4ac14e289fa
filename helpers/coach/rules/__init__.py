"""The stories, one module each: `NUMBER`, `SILENT` and `tell(ran, asked, scene)`.

A story recognises itself by what stands on the engine, the exit code and the shape of the command first, by the
engine's words last: they drift between versions.
"""
