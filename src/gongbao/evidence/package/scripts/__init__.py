"""What goes into a package to check it without us: a shell script and a program of the standard library alone."""
