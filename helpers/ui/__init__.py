"""What a learner sees and calls: notebook functions, terminal commands, board, layers, widgets, first page."""
