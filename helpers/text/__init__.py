"""Korean sentences: particles, keyboards, messages. Pure: knows nothing of Docker."""
