"""Pages for what went wrong, each with a way on."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import HTTPException

from app.db.models import Document


class NoPlaceError(HTTPException):
    """A document is held, and has no such place; `address` is the document's."""

    def __init__(self, document: Document, place: str) -> None:
        title = document.symbol or document.title
        super().__init__(404, f"{title}里没有“{place}”这一处。")
        self.address = document.address


_TITLES = {
    400: "请求有误",
    404: "没有这一页",
    405: "不能这样请求",
    414: "网址太长",
    422: "请求有误",
    500: "服务器出错了",
    503: "归档尚未发布",
}


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What went wrong, in words; `typed` is put into the search box, `address` is of the document that was meant."""

    template: ClassVar[str] = "pages/error.html"

    status: int
    title: str
    message: str
    typed: str = ""
    address: str = ""


def error_page(status: int, message: str = "", typed: str = "", address: str = "") -> ErrorPage:
    """The page for an HTTP status."""
    return ErrorPage(status, _TITLES.get(status, "出错了"), message, typed, address)
