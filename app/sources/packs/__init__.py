"""The languages that XML is read in: everything that the reader knows of each."""

from app.sources.packs.chinese import CHINESE
from app.sources.packs.english import ENGLISH
from app.sources.packs.pack import LanguagePack

__all__ = ["CHINESE", "ENGLISH", "LanguagePack"]
