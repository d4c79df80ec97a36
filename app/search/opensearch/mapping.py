"""What the indices of an archive hold, and how the cluster reads it.

`units` has one entry for each document, with its units inside it, so that totals of documents are totals of hits and a
document lies whole on one shard. `texts` and `english` have each different text once: what words weigh, and which texts
are alike, is told by them.
"""

from collections.abc import Mapping
from typing import Any, Final

from app.search.opensearch.tokens import SEPARATOR

UNITS: Final = "units"
TEXTS: Final = "texts"
ENGLISH: Final = "english"
"""The parts of an archive's index."""

PATH: Final = "unit"
"""The field of a document under which its units are."""

OF_DOCUMENTS: Final = ("body", "session", "organ_session", "year", "kind", "committee", "subject")
"""Facts that each unit has of its document."""
VOTED: Final = "voted"
"""A fact of documents alone: a document may have some hundred of its values."""
OF_UNITS: Final = ("part", "verb", "annex", "state")
TALLIES: Final = ("in_favour", "against", "abstaining")

MOST_UNITS: Final = 100_000
"""The most units of a document."""

_KEYWORD: Final = {"type": "keyword"}
_SOUGHT: Final = {"type": "keyword", "doc_values": False, "norms": False}
_NUMBER: Final = {"type": "integer"}
_TOKENS: Final = {"type": "text", "analyzer": "cut", "norms": False}
_BETWEEN_TEXTS: Final = 1_000_000
IN_ONE_TEXT: Final = _BETWEEN_TEXTS // 2
"""Words so near are in one of several texts: a text has fewer words, and between two are more places."""


def bodies() -> Mapping[str, Mapping[str, Any]]:
    """The settings and mappings of each part."""
    return {
        UNITS: {"settings": _settings(), "mappings": _strict(_document())},
        TEXTS: {"settings": _settings(), "mappings": _strict(_text())},
        ENGLISH: {"settings": _settings(), "mappings": _strict(_english())},
    }


def _settings() -> dict[str, Any]:
    return {
        "analysis": {
            "tokenizer": {"cut": {"type": "simple_pattern_split", "pattern": SEPARATOR}},
            "analyzer": {"cut": {"type": "custom", "tokenizer": "cut"}},
        },
        # How often a word stands there; what it weighs is reckoned when it is asked for.
        "similarity": {
            "often": {"type": "scripted", "script": {"source": "return query.boost * doc.freq;"}},
        },
        "mapping": {"nested_objects": {"limit": MOST_UNITS}},
        "max_inner_result_window": MOST_UNITS,
        "max_terms_count": 10_000_000,
    }


def _strict(fields: dict[str, Any]) -> dict[str, Any]:
    return {"dynamic": "strict", "properties": fields}


def _facts() -> dict[str, Any]:
    """What documents have, and units of them."""
    return dict.fromkeys(OF_DOCUMENTS, _KEYWORD) | dict.fromkeys(("in_year", *TALLIES), _NUMBER)


def _document() -> dict[str, Any]:
    return {
        "address": _KEYWORD,
        "number": _NUMBER,
        "day": _NUMBER,
        "dated": _NUMBER,
        VOTED: _KEYWORD,
        **_facts(),
        PATH: {"type": "nested", "dynamic": "strict", "properties": _unit()},
    }


def _unit() -> dict[str, Any]:
    return {
        "key": {"type": "long"},
        "document": _NUMBER,
        "place": _NUMBER,
        "day": _NUMBER,
        "dated": _NUMBER,
        "sent": _TOKENS,
        "words": {**_TOKENS, "index_options": "freqs", "similarity": "often"},
        "length": _NUMBER,
        "at": {"type": "long"},
        "text": _KEYWORD,
        "stops": {"type": "integer", "index": False},
        "cites": _SOUGHT,
        "english": {**_TOKENS, "position_increment_gap": _BETWEEN_TEXTS},
        "stems": {**_TOKENS, "position_increment_gap": _BETWEEN_TEXTS},
        "english_text": _SOUGHT,
        **dict.fromkeys(OF_UNITS, _KEYWORD),
        **_facts(),
    }


def _text() -> dict[str, Any]:
    return {
        "key": _KEYWORD,
        "size": _NUMBER,
        "sent": {**_TOKENS, "store": True},
        "words": {**_TOKENS, "index_options": "docs"},
        "length": _NUMBER,
        "bands": _SOUGHT,
    }


def _english() -> dict[str, Any]:
    return {
        "key": _KEYWORD,
        "size": _NUMBER,
        "sent": {**_TOKENS, "store": True},
        "stems": {**_TOKENS, "index_options": "docs"},
    }
