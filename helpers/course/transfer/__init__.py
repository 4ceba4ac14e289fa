"""The chapter `transfer`: images go to another computer, by a file and by Docker Hub."""
