"""Sets a document as a PDF file in the layout of the United Nations, with three programs.

WeasyPrint and Chromium set `paged_html`, the one with footnotes at the foot of pages, the other with notes at the end;
LibreOffice sets the Word files of `tests.rendering.docx`. `look` says what may differ.
"""
