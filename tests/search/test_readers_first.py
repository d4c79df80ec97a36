"""Dear work waits while readers' answers are made, but not for ever."""

import threading
import time

import pytest

from app.search import readers_first
from app.search.readers_first import ReadersFirst


def begun(readers: ReadersFirst) -> threading.Thread:
    """A dear answer that pauses once."""
    thread = threading.Thread(target=readers.pause(), daemon=True)
    thread.start()
    return thread


def is_put_off(work: threading.Thread) -> bool:
    """Whether it waits still, after a while."""
    work.join(0.05)
    return work.is_alive()


def is_done(work: threading.Thread) -> bool:
    """Whether it goes on, however busy the machine is."""
    work.join(30)
    return not work.is_alive()


def test_dear_work_waits_until_the_last_reader_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers_first, "_LONGEST_SECONDS", 60)
    monkeypatch.setattr(readers_first, "_TIMES_AS_LONG", 1_000_000)
    readers = ReadersFirst()
    assert is_done(begun(readers))
    with readers.reading():
        with readers.reading():
            work = begun(readers)
            assert is_put_off(work)
        assert is_put_off(work)
    assert is_done(work)
    assert is_done(begun(readers))


def test_a_dear_answer_is_put_off_only_so_long_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers_first, "_LONGEST_SECONDS", 0.01)
    monkeypatch.setattr(readers_first, "_TIMES_AS_LONG", 1_000_000)
    readers = ReadersFirst()
    with readers.reading():
        pause = readers.pause()
        work = threading.Thread(target=lambda: [pause() for _ in range(1000)], daemon=True)
        work.start()
        assert is_done(work)


def test_dear_work_that_computed_for_a_moment_waits_for_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers_first, "_LONGEST_SECONDS", 3600)
    readers = ReadersFirst()
    with readers.reading():
        pause = readers.pause()
        time.sleep(0.02)
        began = time.monotonic()
        pause()
        assert time.monotonic() - began >= 0.02


def test_a_reader_who_was_just_answered_may_ask_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers_first, "_TIMES_AS_LONG", 1_000_000)
    monkeypatch.setattr(readers_first, "_READS_ON_SECONDS", 0.1)
    readers = ReadersFirst()
    with readers.reading():
        pass
    began = time.monotonic()
    readers.pause()()
    assert time.monotonic() - began >= 0.05
