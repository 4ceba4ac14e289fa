"""상태판: what stands on both computers, the Hub and the USB drive, and what the last command changed.

`model` has the board's parts, `computer` and `places` make them from what was seen, `change` marks what is new, changed
or gone, `text` and `story` put it into words: all of it pure. `looking` asks the engines, `live` keeps a board up to
date.
"""
