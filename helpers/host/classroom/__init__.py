"""A class on one server: JupyterHub, and a whole lab for each learner."""
