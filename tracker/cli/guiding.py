"""Guides as PDF: guide."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.common import Tongue, app, own_language, target, tell


class Readers(StrEnum):
    """For whom there is a guide."""

    PARTNERS = "partners"
    OFFICE = "office"
    OPERATORS = "operators"


@app.command()
def guide(
    readers: Annotated[Readers, typer.Argument(help="For whom: partners|office|operators.")],
    out: Annotated[Path, typer.Option(help="Write to this file, a .pdf.")],
    language: Annotated[Tongue | None, typer.Option(help="Language of the guide.")] = None,
) -> None:
    """Write a guide with pictures, to print or to send: for partners, for the office or for operators."""
    from tracker.briefs.guides import GUIDES
    from tracker.briefs.guides.pdf import pdf

    target(out, ".pdf")
    chosen, spoken = GUIDES[readers.value], language.value if language else own_language()
    out.write_bytes(pdf(chosen, spoken))
    tell(f"{out}: {chosen.title.text(spoken)}")
