"""Extensions of the Jupyter server: previews' own origin, and the learner's files."""
