"""One case as staff see it: what the desk and the phone share."""
