"""The pages of the dashboard, in an order in which each can be reached from the one before it by a link."""

from typing import Final

PAGES: Final = (
    "overview",
    "districts",
    "agencies",
    "commitments",
    "commitment",
    "changes",
    "brief",
    "sources",
    "forums",
    "data",
    "method",
    "guides",
    "load",
    "updates",
    "review",
    "registers",
    "condition",
)
