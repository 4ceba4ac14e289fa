"""What Docker's answers, names and files mean, as frozen types. Pure: asks no engine."""
