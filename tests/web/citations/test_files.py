"""Citations come as tables and graphs: every citing place, every edge once, nothing unescaped."""

import asyncio
import csv
import io
from collections import Counter
from datetime import date
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from app.web.http.graph_files import Edge, Vertex, graphml
from tests.web.archives import page
from tests.web.search.test_search_views import rows_of

NAMESPACE = {"g": "http://graphml.graphdrawing.org/xmlns"}
CITED = "A/RES/70/1"


def graph_of(client: TestClient, path: str) -> tuple[dict[str, dict[str, str]], list[tuple[str, str, int]]]:
    """The nodes of a GraphML file by id, and its edges as symbols with the number of places."""
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("application/graphml+xml")
    return read_graph(response.text)


def read_graph(text: str) -> tuple[dict[str, dict[str, str]], list[tuple[str, str, int]]]:
    """The same of a text."""
    graph = ElementTree.fromstring(text).find("g:graph", NAMESPACE)  # noqa: S314  made by the test
    assert graph is not None
    nodes = {
        str(node.get("id")): {str(data.get("key")): data.text or "" for data in node}
        for node in graph.findall("g:node", NAMESPACE)
    }
    edges = [
        (
            nodes[str(edge.get("source"))]["symbol"],
            nodes[str(edge.get("target"))]["symbol"],
            int(edge[0].text or 0),
        )
        for edge in graph.findall("g:edge", NAMESPACE)
    ]
    return nodes, edges


@pytest.mark.parametrize("size", [1, 500])
def test_every_citing_place_is_in_the_table(
    client: TestClient, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.web.citations.edges.BATCH", size)
    rows = rows_of(client, f"/{CITED}/cited-by.csv")
    items = client.get(f"/api/v1/documents/{CITED}/cited-by?size=100").json()["items"]
    assert [row["引用处网址"] for row in rows] == [item["absolute_url"] for item in items] != []
    for row, item in zip(rows, items, strict=True):
        assert row["前文"] + row["引用"] + row["后文"] == item["text"]
        assert row["标题"] == (item["title"] or "")


def test_cited_by_comes_as_a_graph(client: TestClient) -> None:
    places = Counter(row["文号"] for row in rows_of(client, f"/{CITED}/cited-by.csv"))
    nodes, edges = graph_of(client, f"/{CITED}/cited-by.graphml")
    assert {(citing, count) for citing, _, count in edges} == set(places.items())
    assert {cited for _, cited, _ in edges} == {CITED}
    assert next(node for node in nodes.values() if node["symbol"] == CITED)["held"] == "false"
    for node in nodes.values():
        if node["held"] == "true":
            assert client.get(node["url"]).status_code == 200


def test_the_neighbourhood_has_both_directions(client: TestClient) -> None:
    own = "A/HRC/RES/32/6"
    rows = rows_of(client, f"/{own}/neighbours.csv")
    _, edges = graph_of(client, f"/{own}/neighbours.graphml")
    assert edges == [(row["引用文件"], row["被引用文件"], int(row["处数"])) for row in rows]
    assert len(set(edges)) == len(edges)
    document = client.get(f"/api/v1/documents/{own}").json()
    units = (*document["paragraphs"], *document["footnotes"])
    cited = {citation["target"] for unit in units for citation in unit["citations"]} - {None, own}
    assert {target for source, target, _ in edges if source == own} == cited != set()
    citing = {
        item["symbol"] for item in client.get(f"/api/v1/documents/{own}/cited-by?size=100").json()["items"]
    }
    assert {source for source, target, _ in edges if target == own} == citing


def test_pages_lead_to_their_files(client: TestClient) -> None:
    for path in (
        *(f"/{CITED}/cited-by", "/A/HRC/RES/32/6", "/A/HRC/RES/32/6/series"),
        *("/instruments", "/instruments/charter"),
    ):
        links = [link for link in page(client, path).select("main a") if link.text in ("CSV", "GraphML")]
        assert links
        for link in links:
            assert client.get(str(link["href"])).status_code == 200


def test_other_spellings_lead_to_the_file(client: TestClient) -> None:
    response = client.get("/a/hrc/res/32/6/Neighbours.CSV")
    assert response.status_code == 308
    assert response.headers["location"] == "/A/HRC/RES/32/6/neighbours.csv"
    assert client.get("/A/RES/99/9/cited-by.csv").status_code == 404
    assert client.get("/A/RES/99/9/neighbours.graphml").status_code == 404


def test_a_series_comes_as_a_table(client: TestClient) -> None:
    rows = rows_of(client, "/A/HRC/RES/50/4/series.csv")
    assert [row["文号"] for row in rows] == [
        item["symbol"]
        for item in reversed(client.get("/api/v1/documents/A/HRC/RES/50/4/series").json()["items"])
    ]
    newest = rows[0]
    assert newest["延续"] == rows[1]["文号"]
    assert 0 < float(newest["沿用文字比例"]) <= 1


def test_instruments_and_who_cites_them_come_whole(client: TestClient) -> None:
    rows = {row["名称"]: row for row in rows_of(client, "/instruments.csv")}
    charter = rows["联合国宪章"]
    assert int(charter["引用它的文件"]) > 0
    places = rows_of(client, "/instruments/charter.csv")
    assert len({row["网址"] for row in places}) == int(charter["引用它的文件"])
    assert client.get("/instruments/none.csv").status_code == 404


def test_a_graph_is_escaped_and_has_each_document_once() -> None:
    odd = Vertex('A<&"\x00', "标题]]>\x0b", date(2020, 1, 2), "/a", is_held=True)
    other = Vertex("B", "", None, "/b", is_held=False)
    response = graphml([Edge(odd, other, 2), Edge(other, odd, 1), Edge(odd, odd, 1)], "http://x")

    async def sent() -> str:
        return "".join([str(part) async for part in response.body_iterator])

    nodes, edges = read_graph(asyncio.run(sent()))
    assert [node["symbol"] for node in nodes.values()] == ['A<&"', "B"]
    assert nodes["n0"]["title"] == "标题]]>"
    assert edges == [('A<&"', "B", 2), ("B", 'A<&"', 1), ('A<&"', 'A<&"', 1)]


def test_no_cell_is_a_formula(client: TestClient) -> None:
    for path in (f"/{CITED}/cited-by.csv", "/A/HRC/RES/32/6/neighbours.csv", "/instruments/charter.csv"):
        for row in csv.reader(io.StringIO(client.get(path).text.lstrip("\ufeff"), newline="")):
            assert not any(cell.startswith(tuple("=+-@＝＋－＠")) for cell in row)
