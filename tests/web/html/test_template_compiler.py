"""Templates compiled for speed say the same as Jinja's own, and fail where those fail."""

from dataclasses import dataclass

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from app.web.html.template_compiler import CompilingEnvironment, escaped

NAMED = {
    "words": {"move": {"kept": "不变", "left": "离去"}},
    "join": lambda *parts, by="、": by.join(parts),
    "bold": lambda text: Markup("<b>{}</b>").format(text),
}
LIBRARY = """
{%- macro row(text, is_on=False) %}<i {{ "on" if is_on }}>{{ text }}</i>{% endmacro %}
{%- macro framed() %}[{{ caller() }}]{% endmacro %}
"""
TEMPLATES = [
    "{{ page.title }}",
    "{{ page.title ~ 1 ~ page.markup }}",
    "{{ page.number }} {{ page.nothing }} {{ page.markup }}",
    "{{ page.title|upper|truncate(3, True, '…') }}",
    "{{ words.move.kept }} {{ words['move'].left }} {{ words.move[page.key] }}",
    "{{ join('<a>', page.title, by='&') }} {{ bold(page.title) }}",
    "{% for part in page.parts %}{{ loop.index }}{{ part }}{{ ', ' if not loop.last }}{% endfor %}",
    "{% from 'library' import row %}{{ row(page.title, is_on=True) }}{{ row('&') }}",
    "{% from 'library' import framed %}{% call framed() %}{{ page.title }}{% endcall %}",
    "{% set title %}{{ page.title }}{% endset %}{{ title }}{{ title|length }}",
    "{% autoescape false %}{{ page.title }}{% endautoescape %}",
    "{{ page.parts[0] }} {{ page.parts[page.number - 2] }} {{ page.title[1:3] }}",
    "[{{ page.title if page.nothing }}{{ ('a' if page.nothing) ~ 'b' }}{{ 'c' if (page.title if page.nothing) }}]",
    "{{ join(*page.parts) }}{{ page.title.replace('<', '&') }}",
]


MARKUP = Markup("<p>&amp;</p>")


@dataclass(frozen=True)
class Page:
    """Values of every kind that pages have."""

    title: str = "<题目> \"甲\" & '乙'"
    markup: Markup = MARKUP
    number: int = 3
    nothing: None = None
    key: str = "kept"
    parts: tuple[str, ...] = ("<甲>", "乙")


def rendered(kind: type[Environment], template: str) -> str:
    """The page, rendered by an environment of a kind."""
    loader = DictLoader({"library": LIBRARY, "page": template})
    environment = kind(loader=loader, autoescape=True, undefined=StrictUndefined)
    environment.globals.update(NAMED)
    return environment.get_template("page").render(page=Page())


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_page_is_what_jinja_makes_of_it(template: str) -> None:
    assert rendered(CompilingEnvironment, template) == rendered(Environment, template)


@pytest.mark.parametrize(
    "template",
    [
        "{{ page.other }}",
        "{{ words['other'] }}",
        "{{ words.move['other'] }}",
        "{{ other }}",
        "{{ other.title }}",
        "{{ words.other.kept }}",
        "{{ other() }}",
    ],
)
def test_an_unknown_name_is_an_error(template: str) -> None:
    with pytest.raises(Exception, match="other"):
        rendered(CompilingEnvironment, template)


@pytest.mark.parametrize(
    ("value", "printed"), [("<&", "&lt;&amp;"), (Markup("<b>"), "<b>"), (1, "1"), (None, "None")]
)
def test_markup_alone_is_not_escaped(value: object, printed: str) -> None:
    assert escaped(value) == printed
