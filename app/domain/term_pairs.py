"""What a phrase is called in the other language: runs of words that stand beside it far more often than elsewhere.

A candidate is a run of words inside a clause, in folded form. Of the texts beside a phrase, those that hold it are
counted; how often it stands anywhere tells what is merely common. Nothing is known of either language but where words
end, so a candidate is a proposal with its counts, never a translation.
"""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Run: TypeAlias = tuple[str, ...]
"""Words in a row."""

LONGEST = 8
"""The longest run, in words."""
_LEAST_SHARE = 0.08
"""Of the texts beside a phrase, so many hold a candidate."""
_LEAST_TEXTS = 2
_WHOLE = 0.95
"""A longer run takes the place of a shorter one if it stands in so many of the texts that hold that one."""
_CLAUSE_END = re.compile(r"[，。；：、！？()（）《》〈〉“”‘’「」『』…—\[\]【】\n|,;:.!?\"]+")
_ENGLISH_CLAUSE_END = re.compile(r"[,;:.!?()\[\]“”\"—–\n|]+(?=\s|$)|\s[(\[“\"]|[)\]”\"]\s")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run of words, folded, and how many of the texts looked at hold it."""

    text: str
    texts: int


def clauses(text: str) -> Iterator[str]:
    """The clauses of a printed Chinese text."""
    return filter(None, _CLAUSE_END.split(text))


def english_clauses(text: str) -> Iterator[str]:
    """The clauses of a printed English text."""
    return filter(None, _ENGLISH_CLAUSE_END.split(text))


def candidates(
    texts: Sequence[Iterable[Sequence[str]]],
    join: str,
    is_term: Callable[[Run], bool],
    most: int,
) -> list[Candidate]:
    """The runs that most of some texts hold, at most so many, the most frequent ones; of two that stand in the same
    texts the longer.

    Each text is given as clauses, these as words; `join` stands between the words of a run, `is_term` tells whether a
    run can be a term by its words.
    """
    least = max(min(_LEAST_TEXTS, len(texts)), _LEAST_SHARE * len(texts))
    held = [tuple(text) for text in texts]
    words = Counter(word for text in held for word in {word for clause in text for word in clause})
    common = {word for word, count in words.items() if count >= least}
    counted: Counter[Run] = Counter()
    for text in held:
        counted.update({run for clause in text for part in _parts(clause, common) for run in _runs(part)})
    frequent = {run: count for run, count in counted.items() if count >= least and is_term(run)}
    whole = sorted(_not_cut_short(frequent), key=lambda run: (-frequent[run], -len(run), run))
    return [Candidate(join.join(run), frequent[run]) for run in whole[:most]]


def _parts(clause: Sequence[str], common: Container[str]) -> Iterator[Sequence[str]]:
    """The parts of a clause between its rare words: a run that has one of these is as rare."""
    start = 0
    for end, word in enumerate(clause):
        if word not in common:
            yield clause[start:end]
            start = end + 1
    yield clause[start:]


def _runs(clause: Sequence[str]) -> Iterator[Run]:
    for start in range(len(clause)):
        for end in range(start + 1, min(len(clause), start + LONGEST) + 1):
            yield tuple(clause[start:end])


def _not_cut_short(frequent: Mapping[Run, int]) -> Iterator[Run]:
    """The runs that are not nearly always a part of a longer one."""
    longer: dict[Run, int] = {}
    for run, count in frequent.items():
        for part in _runs(run):
            if part != run:
                longer[part] = max(longer.get(part, 0), count)
    return (run for run, count in frequent.items() if longer.get(run, 0) < _WHOLE * count)


_CHINESE_EDGES = frozenset(
    "的和与及在对以并而为其了向从由之将中按就该这此各或但又也不有于应会能已使到让把被等所是第"
)
"""What no term begins or ends with."""
_ENGLISH_EDGES = frozenset(
    "a an and any all are as at be been by for from has have in into is it its itself no not of on or other such that "
    "the their them these they this those to was were which who whom with within without also".split()
)
_JOINING = frozenset("和与及或")


def is_chinese_term(run: Run) -> bool:
    """Whether a run of folded Chinese words can be a term."""
    text = "".join(run)
    return run[0] not in _CHINESE_EDGES and run[-1] not in _CHINESE_EDGES and not text.isascii()


def is_english_term(run: Run) -> bool:
    """Whether a run of folded English words can be a term."""
    is_word = not run[0].isdigit() and not run[-1].isdigit() and len(run[0]) > 1
    return is_word and run[0] not in _ENGLISH_EDGES and run[-1] not in _ENGLISH_EDGES


def goes_on(found: str, longer: str, *, may_join: bool) -> bool:
    """Whether a longer term is the whole of one that was cut short, and not two of them."""
    added = longer.replace(found, "", 1)
    return found != longer and found in longer and (may_join or _JOINING.isdisjoint(added))


def association(together: int, beside: int, anywhere: int) -> float:
    """How far two that stand together in so many units, and each in so many, are one: from 0 to 1, the share of the units
    beside weighing twice that of the units anywhere (F-measure of van Rijsbergen, 1979, with beta 2). A term that has
    another counterpart too is still found by its commonest."""
    return 5 * together / (4 * beside + anywhere) if together else 0.0
