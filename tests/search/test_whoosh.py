from app.search.whoosh import WhooshEngine
from tests.search.contract import EngineContract


class TestWhoosh(EngineContract):
    opens = WhooshEngine
