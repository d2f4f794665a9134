"""The static public site: the complete report without a server, made from the public copy of the database alone."""

from tracker.briefs.site.folder import ForeignFiles
from tracker.briefs.site.publish import Published, publish

__all__ = ["ForeignFiles", "Published", "publish"]
