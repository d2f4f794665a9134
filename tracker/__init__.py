"""Ahd: what officials have committed to do, and how much of it has been kept."""

__version__ = "0.1.0"
