"""The shipped table of instruments: each is found under every name, and the table is consistent."""

import re
from collections import Counter

from app.domain.instruments import Instruments, title_key
from app.domain.organs import Names
from app.domain.symbols import Symbol


def test_every_name_leads_to_its_instrument(names: Names) -> None:
    instruments = names.instruments
    assert len(instruments.all) >= 150
    for one in instruments.all:
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", one.slug)
        assert {instruments.named(name) for name in (one.name, *one.aliases)} == {one}
        assert instruments.of_slug(one.slug) is one


def test_no_two_instruments_share_a_name(names: Names) -> None:
    keys = Counter(title_key(name) for one in names.instruments.all for name in {one.name, *one.aliases})
    assert [key for key, count in keys.items() if count > 1 and len(_owners(names, key)) > 1] == []


def _owners(names: Names, key: str) -> set[str]:
    return {
        one.slug
        for one in names.instruments.all
        for name in (one.name, *one.aliases)
        if title_key(name) == key
    }


def test_symbols_are_canonical_and_addresses_are_addresses(names: Names) -> None:
    for one in names.instruments.all:
        assert one.symbol is None or Symbol.parse(one.symbol).canonical == one.symbol
        assert one.official is None or one.official.startswith("https://")
        assert all(number.isdecimal() for number in (*one.treaty, *one.volume))


def test_a_name_is_known_in_traditional_characters_and_with_inner_marks(names: Names) -> None:
    charter = names.instruments.named("聯合國憲章")
    assert charter is not None
    assert charter.slug == "charter"
    agenda = names.instruments.named("2030 年可持续发展议程")
    assert agenda is not None
    assert agenda.slug == "agenda-2030"


def test_a_number_of_the_treaty_series_is_its_treaty(names: Names) -> None:
    instruments = names.instruments
    assert instruments.of_treaty("27531", "1577").slug == "crc"
    assert instruments.of_treaty("973", "75").slug == "geneva-convention-4"
    assert instruments.of_treaty("970", "75").slug == "geneva-conventions"
    # A protocol has the registration number of its convention and a volume of its own.
    assert instruments.of_treaty("39574", "2237").slug == "untoc-trafficking"
    assert instruments.of_treaty("39574", "2225").slug == "untoc"
    unlisted = instruments.of_treaty("999999")
    assert (unlisted.slug, unlisted.treaty) == ("unts-999999", ("999999",))
    assert unlisted.official is not None


def test_an_empty_table_knows_nothing() -> None:
    assert Instruments().named("联合国宪章") is None
    assert Instruments().of_slug("unts-x") is None
