"""Fixtures of several floors: attacks go for the whole product."""

# ruff: noqa: F401 – fixtures are asked for by their names

from tests.desk.conftest import load, planned, workbook
from tests.desk.updates.conftest import made, returned, two_partners
from tests.sheets.conftest import names, read

from tests.attacks.served import office  # isort: skip
