"""The entrance of the command. It loads nothing by itself: each process that an ingest starts loads it anew."""


def main() -> None:
    """The command `jueyi`, which is also `python -m app`."""
    from app.cli import main as command  # noqa: PLC0415  processes that read files need none of it

    command()


if __name__ == "__main__":
    main()
