"""The guide for operators: install, back up and restore, check, show the public, look for what is wrong."""

from typing import Final

from tracker.briefs.guides.shapes import Guide, Part, Picture, Step, say, shown, typed
from tracker.words import N_

CONDITION: Final = Picture(
    "condition",
    say(N_("The page that shows the condition of the installation.")),
    (
        say(N_("The newest backup.")),
        say(N_("The head of the chain: keep it elsewhere, too.")),
        say(N_("How many questions wait.")),
        say(N_("The buttons for a backup and for a check.")),
    ),
    width=62,
)
PUBLIC: Final = Picture(
    "public",
    say(N_("The first page of the public view: no menu for work, nothing internal.")),
    width=62,
)

ACCOUNTS: Final = Picture(
    "accounts",
    say(N_("The page of the accounts, with the form for an invitation.")),
    (
        say(N_("What the person may do.")),
        say(N_("The name that stands in the history. It stays.")),
        say(N_("The button that makes the link.")),
    ),
    width=70,
)

OPERATORS: Final = Guide(
    name="operators",
    title=say(N_("Guide for operators")),
    audience=say(
        N_(
            "For whoever installs Ahd and keeps it running. One computer is enough, with Linux, macOS or Windows and "
            "Python 3.11 or newer. Internet is needed for the installation only."
        )
    ),
    parts=(
        Part(
            say(N_("Install and start")),
            (
                Step(
                    say(
                        N_(
                            "Open a terminal in the folder of the program. On Linux and macOS one command installs it and "
                            "starts it with the invented sample."
                        )
                    ),
                    types=(typed("make run"),),
                    see=say(N_("After a minute or two the dashboard opens in the browser.")),
                    otherwise=say(
                        N_(
                            "If the terminal says that Python is too old, install a newer one and name it: {make}. On "
                            "Windows take the commands of the file {readme}."
                        ),
                        make=typed("make run PYTHON=python3.12"),
                        readme=typed("README.md"),
                    ),
                ),
                Step(
                    say(
                        N_(
                            "Stop it with {keys}. Choose a folder of your own for the real data and start again. On "
                            "Windows the program is called {windows}, and the folder is set by {set}."
                        ),
                        keys=typed("Ctrl+C"),
                        windows=typed(r".venv\Scripts\ahd"),
                        set=typed("set AHD_DATA_DIR=C:\\ahd"),
                    ),
                    types=(typed("export AHD_DATA_DIR=/srv/ahd"), typed(".venv/bin/ahd serve")),
                    see=say(
                        N_("The address of the dashboard, such as {address}. Open it in the browser."),
                        address=typed("http://127.0.0.1:8501"),
                    ),
                    otherwise=say(
                        N_(
                            "If the port is taken, the program takes the next free one and says which. All settings are in "
                            "the file {settings}."
                        ),
                        settings=typed("docs/settings.md"),
                    ),
                ),
                Step(
                    say(
                        N_(
                            "For a laptop without internet type {make} on another computer. Unpack the zip it writes on the "
                            "laptop and start {windows} (Windows) or {others}."
                        ),
                        make=typed("make offline"),
                        windows=typed("start.cmd"),
                        others=typed("start.sh"),
                    ),
                    otherwise=say(
                        N_("For a server with an address of its own, follow {deploy}."),
                        deploy=typed("docs/deploy.md"),
                    ),
                ),
            ),
        ),
        Part(
            say(N_("Let others sign in")),
            (
                Step(
                    say(
                        N_(
                            "One person on one laptop needs no account. Before others can reach the dashboard, make the "
                            "first administrator: put in your own address and name."
                        )
                    ),
                    types=(
                        typed(
                            '.venv/bin/ahd user add name@example.org --name "Given Family" --role administrator'
                        ),
                    ),
                    see=say(
                        N_(
                            "The question for a password of at least twelve letters, twice. Nothing is shown while you type."
                        )
                    ),
                    otherwise=say(
                        N_("If the two passwords differ, nothing is changed. Type the command again.")
                    ),
                ),
                Step(
                    say(
                        N_(
                            "Start the dashboard again and sign in. Open {work}, then {accounts}. Choose the role, write the "
                            "name and the address, and press {invite}."
                        ),
                        work=shown("Work"),
                        accounts=shown("Accounts"),
                        invite=shown("Make an invitation"),
                    ),
                    see=say(
                        N_(
                            "A link. Give it to that person alone, by a way that others do not read. It works once, for "
                            "three days."
                        )
                    ),
                    otherwise=say(
                        N_(
                            "If somebody has forgotten the password, has another role now or has left, press {change} beside "
                            "the name. What the person recorded stays."
                        ),
                        change=shown("Change"),
                    ),
                    picture=ACCOUNTS,
                ),
                Step(
                    say(
                        N_(
                            "If nobody can sign in any more, ask for a link to a new password in the terminal."
                        )
                    ),
                    types=(typed(".venv/bin/ahd user reset name@example.org"),),
                ),
            ),
        ),
        Part(
            say(N_("Back up and restore")),
            (
                Step(
                    say(
                        N_(
                            "While the dashboard runs, it makes a backup every night. Look once a week whether the newest "
                            "one is recent: open {work}, then {condition}."
                        ),
                        work=shown("Work"),
                        condition=shown("Condition"),
                    ),
                    otherwise=say(N_("If there is none, press {now}."), now=shown("Back up now")),
                    picture=CONDITION,
                ),
                Step(
                    say(
                        N_(
                            "Once a week write a backup of your own and carry it to another place. Work may go on meanwhile."
                        )
                    ),
                    types=(typed(".venv/bin/ahd backup monday.ahd.zip"),),
                    see=say(
                        N_(
                            "That it is written and checked, and the head of the chain. Write the head down on paper: with "
                            "it nobody can change the past unseen."
                        )
                    ),
                    otherwise=say(
                        N_("If the file is there already, it stays as it is. Choose another name.")
                    ),
                ),
                Step(
                    say(
                        N_(
                            "To restore, stop the dashboard with {keys} first. What was there before is backed up by itself."
                        ),
                        keys=typed("Ctrl+C"),
                    ),
                    types=(typed(".venv/bin/ahd restore monday.ahd.zip"),),
                    see=say(N_("That the data are in place, and where the earlier ones are kept.")),
                    otherwise=say(
                        N_(
                            "If the backup is not whole, nothing is changed. Take the one before it. Those of the nights "
                            "lie in the folder {backups} of the data folder."
                        ),
                        backups=typed("backups"),
                    ),
                ),
                Step(
                    say(N_("Try once a year on another computer whether a backup can be restored.")),
                ),
            ),
        ),
        Part(
            say(N_("Check")),
            (
                Step(
                    say(
                        N_(
                            "Check that everything is whole: after a power cut, before a hearing, and every month. To test "
                            "the past as well, add a head that you wrote down."
                        )
                    ),
                    types=(typed(".venv/bin/ahd check"), typed(".venv/bin/ahd check --head 23:8522ba54…")),
                    see=say(N_("The last lines say: {holds}."), holds=shown("Everything holds.")),
                    otherwise=say(
                        N_(
                            "A line with {sign} names what does not hold. Stop the dashboard, keep a copy of the data "
                            "folder as it is, and restore the newest backup that holds."
                        ),
                        sign=typed("✗"),
                    ),
                ),
            ),
        ),
        Part(
            say(N_("Show the public")),
            (
                Step(
                    say(
                        N_(
                            "Only what the office has published can be seen by others. To serve it to everybody from this "
                            "computer:"
                        )
                    ),
                    types=(typed(".venv/bin/ahd serve --public --host 0.0.0.0"),),
                    see=say(
                        N_("In the browser: the same pages without the menu {work}."), work=shown("Work")
                    ),
                    otherwise=say(
                        N_("If others cannot open it, let the port {port} through the firewall."),
                        port=typed("8501"),
                    ),
                    picture=PUBLIC,
                ),
                Step(
                    say(
                        N_(
                            "Or write the public report as plain files. They work on any web host and from a memory stick, "
                            "without a server."
                        )
                    ),
                    types=(typed(".venv/bin/ahd publish site --address https://ahd.example"),),
                    see=say(
                        N_("The folder {site}. Open {index} in it, then copy the whole folder to the host."),
                        site=typed("site"),
                        index=typed("index.html"),
                    ),
                    otherwise=say(
                        N_("If the folder holds other files, nothing is written. Name a new folder.")
                    ),
                ),
                Step(
                    say(
                        N_(
                            "Run the same command after every change, or every night. Only what changed is written."
                        )
                    ),
                ),
            ),
        ),
        Part(
            say(N_("When something is wrong")),
            (
                Step(
                    say(N_("Read the sentence on the screen or in the terminal. Then look here.")),
                    words=(
                        (
                            typed("errors.log"),
                            say(
                                N_(
                                    "This file in the data folder holds the details of errors of commands. Those of the "
                                    "dashboard stand in its terminal. Send them with your question to people you trust: "
                                    "they may name your files."
                                )
                            ),
                        ),
                        (
                            typed("http://127.0.0.1:8501/readyz"),
                            say(N_("This address answers when the dashboard is ready.")),
                        ),
                        (
                            typed("ahd check"),
                            say(N_("This command says whether the data are whole.")),
                        ),
                        (
                            typed("ahd check --mend-search"),
                            say(N_("This one makes the index anew when something cannot be found.")),
                        ),
                    ),
                ),
                Step(
                    say(
                        N_(
                            "If the dashboard does not start, look whether the disk is full and whether it runs already in "
                            "another window."
                        )
                    ),
                ),
                Step(
                    say(
                        N_(
                            "If a load was wrong, do not restore a backup. Take the load back on the page {load}: nothing "
                            "else is lost."
                        ),
                        load=shown("Load"),
                    ),
                ),
                Step(
                    say(
                        N_(
                            "Before a new version is installed, write a backup. Then put the new files in place and start: "
                            "the data are brought forward by themselves."
                        )
                    ),
                ),
            ),
        ),
    ),
)
