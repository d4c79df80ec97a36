"""What a reader pastes as a reference: a document and a place in it, in any usual form, and what was not read.

`read_pasted` reads a text, `place_meant` finds a place that was read in a document, `words_in` words a place so that it
is found again; `spelled_out` words places as they were read, for a reader who named them.
"""

from app.domain.pasted.links import leads_to_united_nations
from app.domain.pasted.place_meant import place_meant, spelled_out, words_in
from app.domain.pasted.reading import PastedReference, read_pasted
from app.domain.pasted.worded_places import WordedPlace

__all__ = [
    "PastedReference",
    "WordedPlace",
    "leads_to_united_nations",
    "place_meant",
    "read_pasted",
    "spelled_out",
    "words_in",
]
