"""Korean sentences: particles, messages. Pure: knows nothing of Docker."""
