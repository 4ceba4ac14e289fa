"""The chapter `commands`: containers are run, looked into, stopped and removed."""
