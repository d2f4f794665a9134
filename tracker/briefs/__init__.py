"""What is told: slides, documents, the calendar and the public site, from the same answers as the pages."""
