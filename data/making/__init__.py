"""The making of the sample workbooks: hand-written texts, a seeded history, and the sheets they are laid out in."""
