"""The description of a package of files (Frictionless Data Package): its tables, their columns, its other files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.writers.tables import Field, Table


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of a package; `rows` is None where it is no table."""

    name: str
    title: str
    bytes: int
    sha256: str
    rows: int | None = None


TERMS_NAME = "un-terms"
TERMS_TITLE = "联合国文件：非正式文本，不作保证，使用者须注明来源是联合国"
TERMS_PATH = "https://www.un.org/zh/about-us/terms-of-use"


def data_package(
    release: str,
    created: str,
    tables: Sequence[Table],
    csv_files: Mapping[str, PackedFile],
    others: Sequence[PackedFile],
) -> dict[str, Any]:
    """The package's descriptor. `csv_files` has the file of each table, `others` what is there beside them."""
    return {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "name": "jueyi",
        "title": "决议：联合国决议中文检索库",
        "version": release,
        "created": created,
        "licenses": [{"name": TERMS_NAME, "title": TERMS_TITLE, "path": TERMS_PATH}],
        "sources": [{"title": "联合国 United Nations", "path": "https://www.un.org/"}],
        "resources": [_resource(table, csv_files[table.name]) for table in tables],
        "files": [
            {"path": one.name, "title": one.title, "bytes": one.bytes, "sha256": one.sha256} for one in others
        ],
    }


def _resource(table: Table, file: PackedFile) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        "path": file.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "packedBytes": file.bytes,
        "packedSha256": file.sha256,
        "rows": file.rows,
        "schema": {
            "fields": [_field(field) for field in table.fields],
            **({"primaryKey": list(table.key)} if table.key else {}),
            "foreignKeys": [
                {"fields": [field], "reference": {"resource": other, "fields": ["id"]}}
                for field, other in table.references
            ],
        },
    }


def _field(field: Field) -> dict[str, Any]:
    constraints = {"constraints": {"required": True}} if field.is_required else {}
    return {"name": field.name, "type": field.type, "description": field.description, **constraints}
