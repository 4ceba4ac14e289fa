"""An image as the stack of layers that it is: one image, or two beside each other.

`lookup` asks an engine for it (`dockerdata.history` reads the answers), `render` makes text and HTML of it.
"""
