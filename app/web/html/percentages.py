"""Shares in words and in files."""


def per_cent(share: float | None) -> str:
    """A share, 0 to 1, as per cent with one decimal; a dash where there is none."""
    return "—" if share is None else f"{100 * share:.1f}%"


def decimal(share: float | None) -> str:
    """A share as a file has it, 0 to 1 with four decimals; nothing where there is none."""
    return "" if share is None else f"{share:.4f}"
