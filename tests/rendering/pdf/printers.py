"""The programs that make PDF files of pages in HTML."""

import logging
import os
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import weasyprint
from playwright.sync_api import sync_playwright
from weasyprint.text.fonts import FontConfiguration

CHROMIUM = shutil.which("chromium")
WHY_NO_CHROMIUM = "Chromium is not installed"

Printer = Callable[[Sequence[Path]], None]
"""Prints files of HTML; each PDF file lies beside its page."""


def with_weasyprint(pages: Sequence[Path]) -> None:
    """Print pages with WeasyPrint, on all cores."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for _ in pool.map(_weasyprint, pages, chunksize=4):
            pass


def _weasyprint(page: Path) -> None:
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    html = weasyprint.HTML(string=page.read_text("utf-8"))
    html.write_pdf(page.with_suffix(".pdf"), font_config=FontConfiguration())


def with_chromium(pages: Sequence[Path]) -> None:
    """Print pages with Chromium."""
    assert CHROMIUM, WHY_NO_CHROMIUM
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        sheet = browser.new_page()
        for page in pages:
            sheet.set_content(page.read_text("utf-8"))
            sheet.pdf(path=page.with_suffix(".pdf"), prefer_css_page_size=True)
        browser.close()
