"""Documents by the job number of the United Nations, which the names of their files bear."""

from sqlmodel import Session, col, select

from app.db.models import Document, Source


def of_job(session: Session, digits: str) -> list[Document]:
    """The documents read from a file whose name ends with a job number of seven digits, alone or behind the symbol:
    `N2423547.pdf`, `A_RES_79_99-2423547C.xml`.

    A letter behind it is the language, the same number has all languages.
    """
    path = col(Source.path)
    of_file = select(Source.document_id).where(path.like(f"%{digits}.%") | path.like(f"%-{digits}_.%"))
    return list(session.exec(select(Document).where(col(Document.id).in_(of_file))))
