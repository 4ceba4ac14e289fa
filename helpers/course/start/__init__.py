"""The chapter `start`: what the lab is, and a first run on each of its two computers."""
