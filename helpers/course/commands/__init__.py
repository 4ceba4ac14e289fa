"""The chapter of everyday commands."""
