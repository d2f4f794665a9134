"""What people see: the frame of every page, its parts, and the view that the address holds."""
