"""Records as items of CSL-JSON, the input of citation processors.

Type `report`: of eleven styles ten print its number as it is; `legislation` becomes `Pub. L. No.`
"""

from typing import Any

from app.domain.record import ARCHIVE, Record


def csl_item(record: Record) -> dict[str, Any]:
    """A record as an item; fields that are not known are left out."""
    locale = {"zh": "zh-CN", "en": "en-US"}[record.language]
    item = {
        "id": record.key,
        "type": "report",
        "genre": record.genre,
        "title": record.title,
        "author": [{"literal": record.author}],
        "publisher": record.publisher,
        "number": record.number,
        "issued": {"date-parts": [[*record.date_parts]]} if record.date_parts else None,
        "locator": record.pinpoint,
        "abstract": record.words,
        "keyword": ", ".join(record.subjects),
        "note": "；".join(record.notes),
        "language": locale,
        "source": ARCHIVE,
        "URL": record.url,
    }
    return {name: value for name, value in item.items() if value}
