"""Citations as files: a list of edges, and a graph in GraphML (http://graphml.graphdrawing.org), written as they are
sent."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from fastapi.responses import StreamingResponse

from app.web.html.renderer import without_controls
from app.web.http.table_files import Row, batches, csv_response

EDGE_ROW = (
    *("引用文件", "引用文件标题", "引用文件日期", "被引用文件", "被引用文件标题", "被引用文件日期", "处数"),
    *("本库收录引用文件", "本库收录被引用文件", "引用文件网址", "被引用文件网址"),
)
_KEYS = (
    *(("symbol", "node", "string"), ("title", "node", "string"), ("date", "node", "string")),
    *(("held", "node", "boolean"), ("url", "node", "string"), ("places", "edge", "int")),
)


@dataclass(frozen=True, slots=True)
class Vertex:
    """A document or an instrument; `symbol` is its name in the graph, `url` its page, without the base URL."""

    symbol: str
    title: str
    adopted_on: date | None
    url: str
    is_held: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """A document that cites another, and in how many places."""

    citing: Vertex
    cited: Vertex
    places: int


def edge_list(edges: Iterable[Edge], base_url: str) -> StreamingResponse:
    """The edges as a CSV file."""
    return csv_response(EDGE_ROW, (_row(edge, base_url) for edge in edges))


def _row(edge: Edge, base_url: str) -> Row:
    ends = (edge.citing, edge.cited)
    facts = [(end.symbol, end.title, end.adopted_on.isoformat() if end.adopted_on else "") for end in ends]
    return (
        *facts[0],
        *facts[1],
        edge.places,
        *("是" if end.is_held else "否" for end in ends),
        *(base_url + end.url for end in ends),
    )


def graphml(edges: Iterable[Edge], base_url: str) -> StreamingResponse:
    """The edges as a directed graph in GraphML, each document once."""
    parts = map("".join, batches(_graphml(edges, base_url)))
    return StreamingResponse(parts, media_type="application/graphml+xml; charset=utf-8")


def _graphml(edges: Iterable[Edge], base_url: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for name, of, kind in _KEYS:
        yield f'<key id="{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '<graph id="citations" edgedefault="directed">\n'
    numbers: dict[str, int] = {}
    for edge in edges:
        for end in (edge.citing, edge.cited):
            if end.symbol not in numbers:
                numbers[end.symbol] = len(numbers)
                yield _node(end, numbers[end.symbol], base_url)
        ends = f'source="n{numbers[edge.citing.symbol]}" target="n{numbers[edge.cited.symbol]}"'
        yield f"<edge {ends}>{_data('places', str(edge.places))}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _node(vertex: Vertex, number: int, base_url: str) -> str:
    facts = {
        "symbol": vertex.symbol,
        "title": vertex.title,
        "date": vertex.adopted_on.isoformat() if vertex.adopted_on else "",
        "held": "true" if vertex.is_held else "false",
        "url": base_url + vertex.url,
    }
    data = "".join(_data(name, value) for name, value in facts.items() if value)
    return f'<node id="n{number}">{data}</node>\n'


def _data(name: str, value: str) -> str:
    return f'<data key="{name}">{escape(without_controls(value))}</data>'
