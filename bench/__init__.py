"""How fast it is: each figure is a ratio against a named baseline, measured in the same run on the same machine."""
