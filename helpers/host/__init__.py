"""The operator's side: what `./lab` does on the person's own computer, with the standard library only.

It knows the base engine, the images and the lab's containers. It knows nothing of exercises: those are the
learner's side, reached through `python -m helpers.ui.cli` in the `notebook` service.
"""
