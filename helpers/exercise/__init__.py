"""What an exercise is and how it is graded. Pure: the same facts give the same verdict."""
