"""The guide for the office: load, send out and take back, review, brief."""

from typing import Final

from tracker.briefs.guides.names import column
from tracker.briefs.guides.shapes import Guide, Part, Picture, Step, say, shown, shown_for
from tracker.words import N_

LOAD: Final = Picture(
    "load",
    say(N_("The page for loading, after a file was chosen: how many rows come out how, and the questions.")),
    (
        say(N_("The file that was chosen.")),
        say(N_("How many rows come out how.")),
        say(N_("A name that is not known yet: choose what it means.")),
    ),
    width=72,
)
ROWS: Final = Picture(
    "load-rows",
    say(N_("Two rows of the preview, one of which cannot be taken, and what is said about them.")),
    (
        say(N_("What comes of the row, and where it stands in the file.")),
        say(N_("The faulty cell, and what to do about it.")),
    ),
    width=88,
)
UPDATES: Final = Picture(
    "updates",
    say(N_("The page for partners' workbooks, after a returned workbook was chosen.")),
    (
        say(N_("How many rows come out how.")),
        say(N_("The button that records what is right.")),
    ),
    width=72,
)
REVIEW: Final = Picture(
    "review",
    say(N_("A conflict on the page for reviewing: what is recorded beside what the partner says.")),
    (
        say(N_("What is recorded here.")),
        say(N_("What the partner says.")),
        say(N_("Your decision.")),
    ),
    width=88,
)
BRIEF: Final = Picture(
    "brief",
    say(N_("The page of the brief: the choices on the left, what will be in it on the right.")),
    (
        say(N_("For whom it is.")),
        say(N_("In which language.")),
        say(N_("In which formats.")),
        say(N_("The button that makes the files.")),
    ),
    width=70,
)

OFFICE: Final = Guide(
    name="office",
    title=say(N_("Guide for the office")),
    audience=say(
        N_(
            "For those who load workbooks, work with the partners, review, and prepare hearings. Nothing you do here "
            "erases anything: every step can be taken back."
        )
    ),
    parts=(
        Part(
            say(N_("Load a workbook")),
            (
                Step(
                    say(
                        N_("Open {work}, then {load}. Put the file into the field."),
                        work=shown("Work"),
                        load=shown("Load"),
                    ),
                    see=say(N_("What would be recorded. Nothing is recorded yet.")),
                    otherwise=say(
                        N_("If a red box appears, the file cannot be read. The box says why and what to do.")
                    ),
                    picture=LOAD,
                ),
                Step(
                    say(N_("Look at the five numbers.")),
                    words=(
                        (shown("New"), say(N_("It will be recorded."))),
                        (
                            shown("Changed"),
                            say(N_("It is known already; the row shows the old and the new value.")),
                        ),
                        (shown("As recorded"), say(N_("Nothing is to be done."))),
                        (
                            shown("Repeated"),
                            say(N_("The row stands in this file a second time; it counts once.")),
                        ),
                        (shown("Not taken"), say(N_("The row has a fault. It is not recorded."))),
                    ),
                ),
                Step(
                    say(
                        N_("For each unknown name choose what it means. Then press {remember}."),
                        remember=shown_for(
                            1, "Remember {n} answer and read again", "Remember {n} answers and read again"
                        ),
                    ),
                    otherwise=say(
                        N_(
                            "If a column was misunderstood, open {columns}, set it right and press {read}. It is remembered "
                            "for the next file."
                        ),
                        columns=shown_for(
                            1,
                            "The columns of {n} sheet, and what they mean",
                            "The columns of {n} sheets, and what they mean",
                        ),
                        read=shown("Read the sheet this way"),
                    ),
                ),
                Step(
                    say(
                        N_("Look at the rows with remarks. Choose them under {remarks}."),
                        remarks=shown("Remarks"),
                    ),
                    picture=ROWS,
                ),
                Step(
                    say(
                        N_(
                            "Answer the questions under {before}. When a ministry's own plan speaks of itself, choose "
                            "{claim}. Switch on {publish} only if everybody may see it."
                        ),
                        before=shown("Before it is recorded"),
                        claim=shown("The agency's own claim"),
                        publish=shown("Publish what is loaded"),
                    ),
                ),
                Step(
                    say(
                        N_("Press {record}."),
                        record=shown_for(16, "Record {n} new commitment", "Record {n} new commitments"),
                    ),
                    see=say(N_("What was recorded, and the way to take it back.")),
                    otherwise=say(
                        N_("If it was wrong, find the file under {earlier}, press {back} and then {yes}."),
                        earlier=shown("Earlier loads"),
                        back=shown("Take back"),
                        yes=shown("Take this load back"),
                    ),
                ),
            ),
        ),
        Part(
            say(N_("Send workbooks to partners and take them back")),
            (
                Step(
                    say(
                        N_(
                            "Open {work}, then {partners}. Choose the partner and the language. Press {download} and send "
                            "the file by mail."
                        ),
                        work=shown("Work"),
                        partners=shown("Partners"),
                        download=shown("Download the workbook"),
                    ),
                    otherwise=say(
                        N_(
                            "If the partner is not in the list, load a list of partners first, or add the partner under "
                            "{registers}."
                        ),
                        registers=shown("Registers"),
                    ),
                ),
                Step(
                    say(
                        N_("When it comes back, put it into the field under {back}."),
                        back=shown("What came back"),
                    ),
                    see=say(N_("Every row that says something, with its outcome and the reason.")),
                    picture=UPDATES,
                ),
                Step(
                    say(
                        N_("Press {take}. Then press {receipt} and send that file to the partner."),
                        take=shown_for(2, "Take {n} row", "Take {n} rows"),
                        receipt=shown("Receipt for the partner"),
                    ),
                    see=say(
                        N_(
                            "In the receipt each row has its answer in the column {outcome}; faulty cells are coloured."
                        ),
                        outcome=column("outcome"),
                    ),
                    otherwise=say(
                        N_("If it was a mistake, press {back}."), back=shown("Take this update back")
                    ),
                ),
            ),
        ),
        Part(
            say(N_("Review what waits")),
            (
                Step(
                    say(
                        N_(
                            "Open {work}, then {review}. Of a conflict choose {theirs}, {ours} or {both}. What does not "
                            "count stays in the history."
                        ),
                        work=shown("Work"),
                        review=shown("Review"),
                        theirs=shown("Theirs counts"),
                        ours=shown("Ours counts"),
                        both=shown("Both, each on its day"),
                    ),
                    otherwise=say(N_("If you chose wrongly, press {undo}."), undo=shown("Undo")),
                    picture=REVIEW,
                ),
                Step(
                    say(
                        N_(
                            "Of a fulfilment look at the evidence. If it holds, press {confirm}; if not, press {back} and "
                            "say why. Whoever found it cannot confirm it."
                        ),
                        confirm=shown("Confirm"),
                        back=shown("Send back"),
                    ),
                ),
                Step(
                    say(
                        N_(
                            "Of two commitments that resemble each other choose {same} or {different}. A proposal of a "
                            "partner is taken or declined."
                        ),
                        same=shown("The same commitment"),
                        different=shown("Two different ones"),
                    ),
                ),
            ),
        ),
        Part(
            say(N_("Prepare a hearing")),
            (
                Step(
                    say(
                        N_(
                            "Open {brief}. Choose the agencies, laws or districts that the committee deals with, the day, "
                            "the language and the formats."
                        ),
                        brief=shown("Brief"),
                    ),
                    see=say(
                        N_("On the right: the rate, the longest overdue items, and a question for each.")
                    ),
                    otherwise=say(
                        N_(
                            "If there is nothing to tell, the commitments are not published yet. Publish them, or switch "
                            "on {internal}."
                        ),
                        internal=shown("For our own eyes"),
                    ),
                    picture=BRIEF,
                ),
                Step(
                    say(
                        N_(
                            "Press {make}. Save the files to a memory stick as well: they open without internet."
                        ),
                        make=shown("Make the files"),
                    ),
                ),
                Step(
                    say(
                        N_(
                            "Ask the agency before the hearing. Choose it alone, press {draft} and send it the file. Take "
                            "its answer in on the page {partners}."
                        ),
                        draft=shown("Draft for the agency (.xlsx)"),
                        partners=shown("Partners"),
                    ),
                ),
                Step(
                    say(
                        N_(
                            "If a figure is doubted, click it: you see the commitments behind it. Open one to see the file "
                            "and the row it came from."
                        )
                    ),
                ),
            ),
        ),
    ),
)
