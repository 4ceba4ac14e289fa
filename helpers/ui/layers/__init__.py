"""An image as the stack of layers that it is, for one image and for two beside each other.

`model` has the steps and what two images share, `reading` makes them from the engine's answers, `text` and `picture`
draw them: all of it pure. `asking` asks an engine.
"""
