"""What people read, in three languages: sentences, labels, and the forms of dates, numbers and lists.

Every sentence is written once, whole and in English, where it is used; `catalogues/` holds the translations.
"""

from tracker.words.locales import LANGUAGES, language_name
from tracker.words.speak import N_, NP_, Value, ntranslate, ptranslate, translate

__all__ = ["LANGUAGES", "NP_", "N_", "Value", "language_name", "ntranslate", "ptranslate", "translate"]
