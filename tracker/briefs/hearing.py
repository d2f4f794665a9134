"""The hearing brief: slides, PDF, letter and workbook, all from one set of plain data."""

from tracker.briefs.build import SinceTooLate, build, left_out
from tracker.briefs.save import FORMATS, MEDIA_TYPES, UnknownFormat, made, save
from tracker.briefs.shapes import Brief, NothingToTell, Wanted
from tracker.briefs.template import UnusableTemplate

__all__ = [
    "FORMATS",
    "MEDIA_TYPES",
    "Brief",
    "NothingToTell",
    "SinceTooLate",
    "UnknownFormat",
    "UnusableTemplate",
    "Wanted",
    "build",
    "left_out",
    "made",
    "save",
]
