"""Rendering of pages to HTML: Jinja with autoescape, where an undefined name is an error."""

import re
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Protocol

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup

from app.domain import addresses
from app.domain.citation_styles import chinese_date, date_words, item_name, session_name, tally
from app.domain.instants import written
from app.domain.places import cite, cite_instrument, fragment
from app.domain.symbols import Symbol
from app.domain.tally_checks import vote_doubts
from app.domain.text import Piece
from app.web.html.assets import Assets
from app.web.html.crawling import absolute_url, canonical, is_kept_out
from app.web.html.linked_data import as_script
from app.web.html.percentages import per_cent
from app.web.html.prefix import links_under_prefix
from app.web.html.printed import printed_line
from app.web.html.template_compiler import CompilingEnvironment, escaped
from app.web.html.vote_bar import vote_bar

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2}")
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Page(Protocol):
    """A frozen dataclass that names its template; the template receives it as `page`."""

    template: ClassVar[str]


class _Template(Template):
    """A template whose names are those of the environment and no others."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002
        # Else Jinja compares all names with its own for each import of macros: a quarter of a short page.
        return super()._get_default_module()


class _Environment(CompilingEnvironment):
    template_class = _Template

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  those of Jinja's environment
        super().__init__(**options)
        self._loaded: dict[str | Template, Template] = {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        # No template has names of its own: a chain of mappings is copied name by name for each page.
        return super().make_globals(d) if d else self.globals

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> Template:
        # Loaded once: Jinja's own cache locks and counts who was here last, for each import of each page.
        if name not in self._loaded:
            self._loaded[name] = super().get_template(name, parent, globals)
        return self._loaded[name]


@dataclass(frozen=True, slots=True)
class Renderer:
    """Renders pages with their templates."""

    environment: Environment

    def html(self, page: Page) -> str:
        """Render a page to HTML."""
        return links_under_prefix(self.environment.get_template(page.template).render(page=page))

    def render(self, page: Page, *, status: int = 200) -> HTMLResponse:
        """Render a page to a response."""
        return HTMLResponse(self.html(page), status_code=status)


_ADDRESSES = (
    "document in_document symbol official citing compare brief bilingual series instrument "
    "state pair nearest group changes replaced wording same_places removed"
).split()
"""What templates make addresses of: `document` with `domain.addresses.document_url`."""


def renderer(templates: Path, assets: Assets, words: Mapping[str, Mapping[str, str]]) -> Renderer:
    """Build the renderer; `words` are the Chinese labels of values, e.g. `words.vote.against`."""
    environment = _Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        # Not looked at again once loaded: a page made of changed ones would keep its tag (`web.http.etag`).
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        {f"{name}_url": getattr(addresses, f"{name}_url") for name in _ADDRESSES},
        asset_url=assets.url,
        printed_line=printed_line,
        absolute_url=absolute_url,
        canonical=canonical,
        is_kept_out=is_kept_out,
        words=words,
    )
    environment.filters.update(
        fragment=fragment,
        cite=_cite,
        cite_instrument=cite_instrument,
        cite_title=lambda citation, links: links[citation.key].title,
        chinese_date=_chinese_date,
        instant=written,
        date_words=date_words,
        item_name=item_name,
        session_name=session_name,
        named=_value_names(words),
        agenda_name=_agenda_names(words),
        is_english=is_english,
        as_script=as_script,
        marked=marked,
        plain=without_controls,
        tally=tally,
        per_cent=per_cent,
        vote_bar=vote_bar,
        vote_doubts=vote_doubts,
        is_symbol=lambda text: Symbol.read(text) is not None,
    )
    return Renderer(environment)


@lru_cache(maxsize=4096)
def _cite(place: str, annexes: int) -> str:
    """A place in words, in a document of so many annexes: a template must say how many."""
    return cite(place, annexes)


def marked(pieces: Sequence[Piece]) -> Markup:
    """A text whose matches are marked. No white space may come between the pieces of a text as printed."""
    return Markup(  # noqa: S704  escaped here
        "".join([f"<mark>{escaped(text)}</mark>" if is_match else escaped(text) for text, is_match in pieces])
    )


@lru_cache(maxsize=4096)
def is_english(text: str) -> bool:
    """Whether a name is one that the source gives in English only: Latin words and no Chinese."""
    return _LATIN_WORD.search(text) is not None and _HAN.search(text) is None


def _agenda_names(words: Mapping[str, Mapping[str, str]]) -> Callable[[str], str]:
    """A filter that gives the Chinese name of an agenda item, or of several behind each other."""

    def name(items: str) -> str:
        named = [words["agenda"].get(item, item) for item in items.split("; ")]
        return "；".join(named) if all(map(_HAN.search, named)) else items

    return name


def without_controls(text: str) -> str:
    """A text without the characters that XML does not allow."""
    return _NOT_IN_XML.sub("", text)


def _value_names(words: Mapping[str, Mapping[str, str]]) -> Callable[[str, str], str]:
    """A filter that gives the Chinese label of a facet value."""

    agenda = _agenda_names(words)

    def organ_session(value: str) -> str:
        organ, _, session = value.partition("/")
        return words["body"].get(organ, organ) + (session_name(session) if session else "")

    by_rule: dict[str, Callable[[str], str]] = {
        "session": session_name,
        "organ_session": organ_session,
        "year": lambda year: f"{year}年",
        "goal": lambda goal: f"{goal} {words['goal'].get(goal, '')}".rstrip(),
        "vote": lambda vote: words["stance"].get(vote, vote),
        "voted": lambda value: "：".join(
            words[facet].get(part, part)
            for facet, part in zip(("state", "vote"), value.split(".", 1), strict=False)
        ),
        "item": lambda item: item_name(agenda(item)),
        "annex": lambda annex: f"附件{annex}",
    }

    @lru_cache(maxsize=4096)
    def name(value: str, facet: str) -> str:
        rule = by_rule.get(facet)
        return rule(value) if rule else words.get(facet, {}).get(value, value)

    return name


def _chinese_date(day: date | None) -> str:
    return chinese_date(day) if day else ""
