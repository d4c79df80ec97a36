"""How lines of a language look: what every stage and every layout asks of a line."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.sources.labels import Label


@dataclass(frozen=True, slots=True)
class LineSigns:
    """What is known of the lines of a language.

    `separator` stands between two lines of one paragraph, `row_separator` between two rows of
    a page; `letters` are those of the language, `long_row` is text of such length that it shows the width of a page. `word_gap` stands between words. `pauses`: a paragraph may
    end with the line, with `full_stop` for sure. Labels: `label_of` a paragraph, `label_alone` with its words on the next line, `heading_label` of a heading.
    `begins_with_verb`: the line opens with a verb; `begins_paragraph`: as a paragraph does. Headings have at most
    `longest_heading` characters; a line of at most `shortest_sentence` without a pause is one. `is_linking_word` leads from
    preamble to operative paragraphs, `is_act_alone` is an act on a line of its own above them; a line that `goes_on` never begins a paragraph. `ends_text`: date, meeting or vote; `is_closing_line` these or a list of votes, which
    `begins_votes`. `numbered_title` gives number and title of a line that has both; `is_number_line` has a number, with or
    without a title. `furniture` are the kinds of page furniture by their forms, `web_line` lines of a site, `head_line`
    lines of a cover. No line ends with `never_last` or begins with `never_first` at the edge of a paragraph. `reads_like_text`:
    words that are no frame of a site.
    """

    separator: Callable[[str, str], str]
    row_separator: Callable[[str, str], str]
    letters: re.Pattern[str]
    long_row: re.Pattern[str]
    pauses: Callable[[str], bool]
    full_stop: str
    word_gap: str
    label_of: Callable[[str], Label | None]
    label_alone: Callable[[str], bool]
    heading_label: Callable[[str], Label | None]
    begins_with_verb: Callable[[str], bool]
    begins_paragraph: Callable[[str], bool]
    is_heading: Callable[[str], bool]
    is_labelled_heading: Callable[[str], bool]
    longest_heading: int
    shortest_sentence: int
    is_annex: Callable[[str], bool]
    is_draft_formula: Callable[[str], bool]
    is_linking_word: Callable[[str], bool]
    is_act_alone: Callable[[str], bool]
    goes_on: Callable[[str], bool]
    ends_text: Callable[[str], bool]
    is_closing_line: Callable[[str], bool]
    begins_votes: Callable[[str], bool]
    numbered_title: Callable[[str], tuple[str, str] | None]
    is_number_line: Callable[[str], bool]
    furniture: Mapping[str, re.Pattern[str]]
    web_line: Callable[[str], bool]
    head_line: Callable[[str], bool]
    never_last: tuple[str, ...]
    never_first: tuple[str, ...]
    reads_like_text: Callable[[str], bool]
