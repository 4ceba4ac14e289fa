"""The board (상태판): what stands on both computers, the Hub and the USB drive, and what the last command changed.

`look` asks the engines, the Hub and the drive. Of what was seen `places` makes a board (`model`), `changes` marks it,
`text` and `descriptions` put it into words.
"""
