"""What the child process reads: raw cells of each format. Nothing here understands what a cell means."""
