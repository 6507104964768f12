"""Reading what is printed, and what hangs where."""
