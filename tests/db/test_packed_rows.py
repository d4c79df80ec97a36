"""Rows read as one JSON value are the rows that the database holds."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Boolean, Column, Date, Integer, MetaData, StaticPool, String, Table, bindparam, func
from sqlmodel import Session, create_engine

from app.db.packed_rows import LAST_CHARACTER, Packed, among, as_values, columns

Row: TypeAlias = tuple[str | None, int, date | None, bool]

TABLE = Table(
    "kept",
    MetaData(),
    Column("id", Integer, primary_key=True),
    *(Column("text", String), Column("number", Integer), Column("on", Date), Column("is_so", Boolean)),
)
KEY, TEXT, NUMBER, ON, IS_SO = TABLE.c

ENGINE = create_engine("sqlite://", poolclass=StaticPool)
TABLE.create(ENGINE)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="\0"), max_size=3)
ROWS = st.lists(
    st.tuples(TEXTS | st.none(), st.integers(-(2**62), 2**62), st.dates() | st.none(), st.booleans())
)


@contextmanager
def kept(rows: Iterable[Row]) -> Iterator[Session]:
    """A session on a table with these rows."""
    with Session(ENGINE) as session:
        for row in rows:
            session.connection().execute(
                TABLE.insert(), dict(zip(("text", "number", "on", "is_so"), row, strict=True))
            )
        yield session


@settings(max_examples=50)
@given(ROWS)
def test_values_and_order_are_kept_whatever_they_are(rows: list[Row]) -> None:
    chosen = Packed(columns(TEXT, NUMBER, ON, IS_SO).order_by(KEY.desc()))
    with kept(rows) as session:
        assert [tuple(row) for row in chosen.rows(session)] == rows[::-1]


@settings(max_examples=50)
@given(st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=3))
def test_a_parameter_may_hold_any_number_of_values(held: list[str], others: list[str]) -> None:
    wanted = Packed(columns(TEXT).where(among(TEXT, "texts")).order_by(KEY))
    with kept((text, 0, None, False) for text in held) as session:
        sought = [*held[::2], *others]
        assert wanted.rows(session, texts=as_values(sought)) == [[text] for text in held if text in sought]


@settings(max_examples=50)
@given(WORDS, st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=3))
def test_a_beginning_is_a_range(start: str, others: list[str], ends: list[str]) -> None:
    within = Packed(columns(TEXT).where(TEXT.between(bindparam("start"), bindparam("end"))).order_by(KEY))
    texts = [*others, *(start + end for end in ends)]
    with kept((text, 0, None, False) for text in texts) as session:
        found = within.rows(session, start=start, end=start + LAST_CHARACTER)
        assert found == [[text] for text in texts if text.startswith(start)]


def test_several_statements_are_read_together() -> None:
    both = Packed(
        columns(TEXT).where(NUMBER.between(bindparam("least") + 1, 9)),
        columns(func.count()).select_from(TABLE),
    )
    with kept([("a", 1, None, False), ("b", 2, None, True)]) as session:
        assert both.read(session, least=1) == [[["b"]], [[2]]]
        assert both.read(session, least=2) == [[], [[2]]]
