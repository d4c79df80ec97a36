"""Sets a document as a web page in two kinds of frames: of today, in semantic elements, and of the 1990s, in tables.

Nothing of the reader is used: `shape` says what may differ, `set_page()` makes the bytes.
`python -m tests.rendering.html FOLDER` measures what comes back.
"""

from tests.rendering.html.page import set_page
from tests.rendering.html.shape import FRAMES, PageShape, random_page_shape

__all__ = ["FRAMES", "PageShape", "random_page_shape", "set_page"]
