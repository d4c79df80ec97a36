"""Dear work waits while readers' answers are made, but not for ever."""

import threading

import pytest

from app.search import readers_first
from app.search.readers_first import ReadersFirst


def is_put_off(readers: ReadersFirst) -> bool:
    """Whether a dear answer would wait now."""
    went_on = threading.Event()

    def work() -> None:
        readers.pause()()
        went_on.set()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return not went_on.wait(0.05)


def test_dear_work_waits_until_the_last_reader_is_answered() -> None:
    readers = ReadersFirst()
    assert not is_put_off(readers)
    with readers.reading():
        with readers.reading():
            assert is_put_off(readers)
        assert is_put_off(readers)
    assert not is_put_off(readers)


def test_who_waits_goes_on_as_soon_as_nobody_reads() -> None:
    readers = ReadersFirst()
    with readers.reading():
        thread = threading.Thread(target=readers.pause())
        thread.start()
    thread.join(30)
    assert not thread.is_alive()


def test_a_dear_answer_is_put_off_only_so_long_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers_first, "_LONGEST_SECONDS", 0.01)
    readers = ReadersFirst()
    with readers.reading():
        pause = readers.pause()
        for _ in range(1000):
            pause()
