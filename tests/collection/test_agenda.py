"""The Chinese wording of agenda items is what texts of the collection print."""

import tomllib

from sqlmodel import Session, select

from app.db.models import Document, Unit
from app.settings import ROOT


def test_each_wording_stands_where_the_table_says(session: Session) -> None:
    missing = []
    for english, item in tomllib.loads((ROOT / "data" / "agenda.toml").read_text("utf-8")).items():
        symbol, _, anchor = item["printed_in"].rpartition(" ")
        found = select(Unit.text).join(Document).where(Document.symbol == symbol, Unit.anchor == anchor)
        if item["chinese"] not in (session.exec(found).one_or_none() or ""):
            missing.append(english)
    assert missing == []
