"""A query read in English: Latin words that no Chinese text holds, and words in other forms than the one typed."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from app.domain.english_text import fold_english, mark_english, stems_of
from app.domain.query.grammar import all_of, either_of
from app.domain.query.terms import All, Either, English, Node, Phrase, SearchQuery
from app.domain.text import Piece


def english_readings(query: SearchQuery) -> Iterator[SearchQuery]:
    """For a query of Latin words alone, beside fields: those whose English counterpart holds them in a row; then, as
    for a query in English, those that hold all of them in any form. Each says what it is by a notice."""
    root = query.root
    if root is None:
        return
    if phrase := _latin_phrase(query):
        root = all_of([English(phrase), *_others(root)]) or root
        told = f"没有中文段落含有“{phrase}”，以下段落的英文本含有它"
        yield replace(query, root=root).with_notice(told)
    if (in_any_form := _in_any_form(root)) != root:
        words = "、".join(dict.fromkeys(word for node in _sought(root) for word in node.phrase.split()))
        told = f"没有英文段落含有这一短语，以下段落的英文本含有其中所有的词，词形和次序不限：{words}"
        yield replace(query, root=in_any_form).with_notice(told)


def mark_in_english(text: str, sought: Collection[English]) -> tuple[Piece, ...]:
    """An English text as printed, cut into pieces that are what is sought in it, and pieces that are not."""
    phrases = [one.phrase for one in sought if not one.in_any_form]
    stems = {stem for one in sought if one.in_any_form for stem in stems_of(one.phrase)}
    return mark_english(text, phrases, stems)


def _sought(root: Node) -> Iterator[English]:
    """What is sought in English texts as it was typed."""
    return (node for node in SearchQuery("", root).english if not node.in_any_form)


def _latin_phrase(query: SearchQuery) -> str:
    """All phrases of a query in a row, folded as English; empty unless all are Latin words that must stand."""
    root = query.root
    nodes = root.nodes if isinstance(root, All) else (root,)
    phrases = [node for node in nodes if isinstance(node, Phrase)]
    is_latin = all(phrase.text.isascii() and any(map(str.isalpha, phrase.text)) for phrase in phrases)
    if not phrases or not is_latin or len(phrases) != len(query.sought):
        return ""
    return fold_english(" ".join(phrase.typed for phrase in phrases))


def _others(root: Node) -> list[Node]:
    nodes = root.nodes if isinstance(root, All) else (root,)
    return [node for node in nodes if not isinstance(node, Phrase)]


def _in_any_form(node: Node) -> Node:
    """A node with the words of what it seeks in English in any form; what it excludes stays as it is."""
    if isinstance(node, English):
        return English(node.phrase, in_any_form=True)
    if isinstance(node, All | Either):
        nodes = [_in_any_form(part) for part in node.nodes]
        return (all_of(nodes) if isinstance(node, All) else either_of(nodes)) or node
    return node
