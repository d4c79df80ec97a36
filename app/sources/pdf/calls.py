"""Functions of PDFium that take and give addresses as numbers."""

import ctypes
from typing import Any

ADDRESS = ctypes.c_void_p


def with_addresses(function: Any, result: Any, *parameters: Any) -> Any:  # noqa: ANN401  ctypes functions
    """A function of `pypdfium2.raw` with other types.

    Made for what is called once for each character: pointers as objects, and other threads let in, would take most
    of the time.
    """
    return ctypes.cast(function, ctypes.PYFUNCTYPE(result, *parameters))


def address_of(pointer: Any) -> int:  # noqa: ANN401
    """The address that a pointer of `pypdfium2.raw` holds; 0 for none."""
    return ctypes.cast(pointer, ADDRESS).value or 0
