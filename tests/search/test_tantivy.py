from typing import ClassVar

from tests.search.contract import EngineContract


class TestTantivy(EngineContract):
    engine_name: ClassVar[str] = "tantivy"
