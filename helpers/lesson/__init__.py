"""One exercise's life: start, check, hint, solution, reset, and the record of it."""
