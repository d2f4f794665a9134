"""Guides: how to work with Ahd, step by step with pictures, for whoever asks; and the same to print."""

from tracker.ui import guides

chosen = guides.choose()
guides.head(chosen)
guides.parts(chosen)
