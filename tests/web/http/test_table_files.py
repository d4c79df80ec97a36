"""Tables as files hold nothing that a spreadsheet would compute, and are made as they are sent."""

import csv
import io
import tracemalloc
from collections.abc import Iterator

import pytest

from app.web.http import table_files


@pytest.mark.parametrize("sign", [*"=+-@\t\r＝＋－＠"])
def test_what_a_spreadsheet_would_compute_is_plain_text(sign: str) -> None:
    rows = [[f"{sign}1+1", f"1{sign}1", 5]]
    written = "".join(table_files.written(["甲", "乙", "丙"], rows))
    assert list(csv.reader(io.StringIO(written, newline=""))) == [
        ["\ufeff甲", "乙", "丙"],
        [f"'{sign}1+1", f"1{sign}1", "5"],
    ]


def test_a_file_is_made_as_it_is_sent() -> None:
    made = 0

    def rows() -> Iterator[list[str]]:
        nonlocal made
        while made < 100_000:
            made += 1
            yield ["甲" * 100]

    tracemalloc.start()
    sent = table_files.written(["甲"], rows())
    next(sent)
    assert made <= table_files.BATCH
    for _ in sent:
        pass
    assert made == 100_000
    assert tracemalloc.get_traced_memory()[1] < 4_000_000
    tracemalloc.stop()
