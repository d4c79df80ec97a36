"""The table of citing documents, so that they are counted and turned over page by page without their citations."""

from sqlmodel import Field, SQLModel


class CitingRow(SQLModel, table=True):
    """Which other documents cite a document, or an instrument, by whatever name."""

    __tablename__ = "citing"
    __table_args__ = {"sqlite_with_rowid": False}

    symbol: str = Field(primary_key=True, description="as in `cited`")
    document_id: int = Field(foreign_key="document.id", primary_key=True, index=True, ondelete="CASCADE")
