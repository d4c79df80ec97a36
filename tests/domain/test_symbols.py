import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.symbols import Symbol

SPELLINGS = [
    # spelling, canonical form, URL form
    ("A/RES/77/213", "A/RES/77/213", "A/RES/77/213"),
    ("a/hrc/res/50/4", "A/HRC/RES/50/4", "A/HRC/RES/50/4"),
    ("Ａ／ＲＥＳ／７７／２１３", "A/RES/77/213", "A/RES/77/213"),
    (" A / RES / 77 / 213 ", "A/RES/77/213", "A/RES/77/213"),
    ("S/RES/2722(2024)", "S/RES/2722 (2024)", "S/RES/2722(2024)"),
    ("S/RES/2722（2024）", "S/RES/2722 (2024)", "S/RES/2722(2024)"),
    ("S/RES/2722", "S/RES/2722", "S/RES/2722"),
    ("A/RES/217 (III)", "A/RES/217 (III)", "A/RES/217(III)"),
    ("A/RES/3367 A (XXX)", "A/RES/3367 A (XXX)", "A/RES/3367A(XXX)"),
    ("A/RES/72/262C", "A/RES/72/262 C", "A/RES/72/262C"),
    ("A/RES/77/256a-b", "A/RES/77/256 A-B", "A/RES/77/256A-B"),
    ("A/RES/S-10/2", "A/RES/S-10/2", "A/RES/S-10/2"),
    ("A/RES/ES-11/1", "A/RES/ES-11/1", "A/RES/ES-11/1"),
    ("A/HRC/RES/S-30/1", "A/HRC/RES/S-30/1", "A/HRC/RES/S-30/1"),
    ("A/DEC/76/402", "A/DEC/76/402", "A/DEC/76/402"),
    ("E/RES/2021/2", "E/RES/2021/2", "E/RES/2021/2"),
    ("A/C.3/77/l.25/rev.1", "A/C.3/77/L.25/Rev.1", "A/C.3/77/L.25/Rev.1"),
    ("S/2023/506", "S/2023/506", "S/2023/506"),
    ("A/CONF.157/24(PartI)/corr.1", "A/CONF.157/24(Part I)/Corr.1", "A/CONF.157/24(PartI)/Corr.1"),
    ("e/cn.4/sub.2/res/2000/22", "E/CN.4/Sub.2/RES/2000/22", "E/CN.4/Sub.2/RES/2000/22"),
    (
        "E/CN.4/2001/2-E/CN.4/Sub.2/2000/46",
        "E/CN.4/2001/2-E/CN.4/Sub.2/2000/46",
        "E/CN.4/2001/2-E/CN.4/Sub.2/2000/46",
    ),
    ("FCCC/CP/2015/10/Add.1", "FCCC/CP/2015/10/Add.1", "FCCC/CP/2015/10/Add.1"),
]


@pytest.mark.parametrize(("spelling", "canonical", "url"), SPELLINGS)
def test_all_spellings_lead_to_one_form(spelling: str, canonical: str, url: str) -> None:
    symbol = Symbol.parse(spelling)
    assert (symbol.canonical, symbol.url) == (canonical, url)


@pytest.mark.parametrize(
    "text", ["", "A", "A/RES", "77/213", "大会", "A/RES/77/213;DROP", "/" * 50, "A/" * 200 + "1"]
)
def test_what_is_no_symbol_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a document symbol|longer than"):
        Symbol.parse(text)


@pytest.mark.parametrize(
    ("symbol", "number"),
    [("A/RES/77/213", "77/213"), ("S/RES/2722 (2024)", "2722(2024)"), ("A/HRC/50/51", None)],
)
def test_only_resolutions_and_decisions_have_a_number(symbol: str, number: str | None) -> None:
    assert Symbol.parse(symbol).number == number


@given(canonical=st.sampled_from([row[1] for row in SPELLINGS]), lower=st.booleans(), from_url=st.booleans())
def test_the_address_leads_back_to_the_symbol(canonical: str, *, lower: bool, from_url: bool) -> None:
    symbol = Symbol.parse(canonical)
    spelling = symbol.url if from_url else symbol.canonical
    assert Symbol.parse(spelling.lower() if lower else spelling) == symbol


@given(st.text(max_size=200))
def test_any_text_is_a_symbol_or_refused_and_canonical_forms_stay(text: str) -> None:
    try:
        symbol = Symbol.parse(text)
    except ValueError:
        return
    assert Symbol.parse(symbol.canonical) == symbol
    assert Symbol.parse(symbol.url) == symbol
