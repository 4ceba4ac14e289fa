"""From the course's text to three folders of notebooks, and the proof of every exercise."""
