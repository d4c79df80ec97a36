"""Sets a document as a Word file (.docx) in the layout of the United Nations.

Written from the standard (ECMA-376, WordprocessingML), with nothing of the reader: `shape` says what may differ,
`set_document()` makes the bytes. LibreOffice's Word files are made from these (`tests.rendering.libreoffice`).
"""

from tests.rendering.docx.document import set_document
from tests.rendering.docx.shape import WordShape, random_word_shape

__all__ = ["WordShape", "random_word_shape", "set_document"]
