"""The guide for partners: the workbook, sending it back, reading the receipt."""

from typing import Final

from tracker.briefs.guides.names import answer, column, sheet, status
from tracker.briefs.guides.shapes import Guide, Part, Picture, Step, say, shown, shown_for, typed
from tracker.sheets import partner_words
from tracker.words import N_

READ: Final = Picture(
    "book-read",
    say(N_("The workbook in a spreadsheet program: the columns to read.")),
    (
        say(N_("The code of the commitment. Name it whenever you write or call about it.")),
        say(N_("What was promised, in the words of the agreement.")),
        say(N_("The deadline. A coloured row is overdue.")),
        say(N_("What was found last, and when.")),
    ),
)
FILL: Final = Picture(
    "book-fill",
    say(N_("The workbook in a spreadsheet program: the columns to fill in, with three rows filled in.")),
    (
        say(N_("The status: choose from the list.")),
        say(N_("The day on which it was so.")),
        say(N_("What you saw, in one or two sentences.")),
        say(N_("The evidence.")),
    ),
)
RECEIPT: Final = Picture(
    "receipt",
    say(N_("The receipt: the same workbook with one more column, in which each row has its answer.")),
    (
        say(N_("This row is recorded. Its cells are empty again, ready for the next time.")),
        say(N_("This cell is faulty. The answer on the right says why.")),
        say(N_("The answer of each row.")),
    ),
)

PARTNERS: Final = Guide(
    name="partners",
    title=say(N_("Guide for partners")),
    audience=say(
        N_(
            "For whoever checks commitments on the spot and reports what they found. You need Excel, LibreOffice or WPS. "
            "You need no internet while you fill in the workbook."
        )
    ),
    parts=(
        Part(
            say(N_("Open the workbook")),
            (
                Step(
                    say(N_("Save the file from the letter to your computer. Then open it.")),
                    see=say(N_("Two sheets: {how} and {table}."), how=sheet("guide"), table=sheet("table")),
                    otherwise=say(
                        N_(
                            "If a yellow bar says that the file is protected, press the button in that bar. If the file "
                            "does not open, ask the office to send it again."
                        )
                    ),
                ),
                Step(
                    say(
                        N_("Go to the sheet {table}. Each row is one commitment. Read the grey columns."),
                        table=sheet("table"),
                    ),
                    picture=READ,
                ),
            ),
        ),
        Part(
            say(N_("Write what you found")),
            (
                Step(
                    say(N_("Fill in only the rows you have checked. Leave all other rows as they are.")),
                    otherwise=say(
                        N_(
                            "If a cell cannot be changed, it is a grey one. Only the light columns on the right are yours."
                        )
                    ),
                ),
                Step(
                    say(
                        N_("Click the cell in the column {status}. Press the small arrow and choose a word."),
                        status=column("status"),
                    ),
                    otherwise=say(
                        N_("If there is no arrow, type one of these words exactly as it is written here.")
                    ),
                    words=tuple(
                        (status(code), say(partner_words.MEANINGS[code])) for code in partner_words.STATUSES
                    ),
                ),
                Step(
                    say(
                        N_(
                            "In the column {on} write the day on which it was so: {day}. It may not be a day to come."
                        ),
                        on=column("on"),
                        day=typed("15.11.2026"),
                    ),
                ),
                Step(
                    say(
                        N_(
                            "In the column {found} say in one or two sentences what you saw. In the column {evidence} name "
                            "the link, the document or the photo."
                        ),
                        found=column("found"),
                        evidence=column("evidence"),
                    ),
                    picture=FILL,
                ),
                Step(
                    say(
                        N_(
                            "If the agency itself says something, choose it in the column {claim} and write the day in the "
                            "column {claim_on}."
                        ),
                        claim=column("claim"),
                        claim_on=column("claim_on"),
                    ),
                ),
                Step(
                    say(
                        N_("For the office alone, write in the column {note}. It is never published."),
                        note=column("note"),
                    ),
                ),
                Step(
                    say(
                        N_(
                            "If a commitment is missing, write it in the column {text} of an empty row at the end. The "
                            "office will look at it."
                        ),
                        text=column("text"),
                    ),
                ),
            ),
        ),
        Part(
            say(N_("Send it back")),
            (
                Step(
                    say(
                        N_(
                            "Save the workbook and send it by mail to the office. Send the file itself, not a photo of the "
                            "screen."
                        )
                    ),
                    otherwise=say(
                        N_(
                            "If you are not sure whether it was sent, send it again. Nothing counts twice, and nobody's "
                            "newer finding is overwritten."
                        )
                    ),
                ),
                Step(
                    say(
                        N_(
                            "If you have an account, you can do it yourself. Open {work}, then {partners}. Put the file "
                            "into the field under {back}. Press {take}."
                        ),
                        work=shown("Work"),
                        partners=shown("Partners"),
                        back=shown("What came back"),
                        take=shown_for(3, "Take {n} row", "Take {n} rows"),
                    ),
                    see=say(
                        N_("The button {receipt}. Press it to save the answer."),
                        receipt=shown("Receipt for the partner"),
                    ),
                ),
            ),
        ),
        Part(
            say(N_("Read the receipt")),
            (
                Step(
                    say(
                        N_("Open the file that the office sends you. Its last column is {outcome}."),
                        outcome=column("outcome"),
                    ),
                    picture=RECEIPT,
                ),
                Step(
                    say(N_("Do what the answer asks for.")),
                    words=(
                        (answer("taken"), say(N_("Nothing is left to do."))),
                        (
                            answer("refused"),
                            say(N_("Mend the coloured cell as the answer says. Then send the file again.")),
                        ),
                        (
                            answer("conflict"),
                            say(
                                N_(
                                    "Meanwhile somebody else has recorded something else. The office decides and asks "
                                    "you if need be. Leave the row as it is."
                                )
                            ),
                        ),
                        (
                            answer("proposed"),
                            say(
                                N_(
                                    "The office looks at the commitment you proposed. You do not need to write it again."
                                )
                            ),
                        ),
                        (answer("unchanged"), say(N_("You wrote nothing new in this row."))),
                    ),
                ),
                Step(
                    say(N_("Next time go on in the receipt. Put the older file away.")),
                    otherwise=say(
                        N_(
                            "If you have lost the file or want it in another language, ask the office for a new one. "
                            "Everything that was taken is in it."
                        )
                    ),
                ),
            ),
        ),
    ),
)
