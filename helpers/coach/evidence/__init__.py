"""What the rules look up: each module answers one question about a command or an engine."""
