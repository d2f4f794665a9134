"""Accounts: who may sign in and as what, invitations, new passwords; for an administrator."""

from tracker.ui import people

people.head()
people.say()
people.invite()
people.everybody()
people.waiting()
