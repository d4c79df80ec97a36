"""Feeds of what came and changed: in the whole archive, among the documents of any choice, of a state."""

from collections.abc import Callable, Iterator

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from app.db.queries import changes, states
from app.domain.addresses import state_url
from app.domain.citation_styles import item_name, session_name
from app.web.html import facet_groups
from app.web.html.labels import LABELS
from app.web.html.selection import Selection, read_selection
from app.web.http.atom_feeds import SIZE, FeedOf, feed_response
from app.web.http.context import ContextDep, Site

router = APIRouter()


@router.get("/browse.atom")
def documents_feed(request: Request, context: ContextDep) -> Response:
    """What came and changed in the archive or, with facets, among the documents chosen."""
    chosen = facet_groups.browsing(request.query_params)
    found = changes.last_changed(context.archive.session, facet_groups.choice(chosen), limit=SIZE)
    title = "，".join(_names(context.site, chosen)) or "新收录和更新的文件"
    return feed_response(context, FeedOf(title, chosen.url("/browse.atom"), chosen.url("/browse")), found)


@router.get("/states/{code}.atom")
def state_feed(code: str, request: Request, context: ContextDep) -> Response:
    """What came and changed of the documents that a state voted on or sponsored."""
    state = context.site.names.state_by_code(code.upper())
    if state is None:
        raise HTTPException(404)
    chosen = read_selection(state_url(state.code), request.query_params, ("year", "vote"))
    session = context.archive.session
    keys = states.document_keys(session, state.code, chosen.years(), chosen.values["vote"])
    title = "，".join((state.name, *_names(context.site, chosen)))
    of = FeedOf(title, chosen.url(f"{chosen.path}.atom"), chosen.url())
    return feed_response(context, of, changes.last_changed_of(session, keys, limit=SIZE))


def _names(site: Site, chosen: Selection) -> Iterator[str]:
    """The values of a choice in words, one facet after the other."""
    for facet, values in chosen.values.items():
        if values:
            yield "、".join(_name(site, facet, value) for value in values)


def _name(site: Site, facet: str, value: str) -> str:
    by_rule: dict[str, Callable[[str], str]] = {
        "body": site.names.organ_name,
        "subject": lambda subject: site.names.subjects.get(subject, subject),
        "session": session_name,
        "item": item_name,
        "goal": "可持续发展目标{}".format,
        "year": "{}年".format,
        "vote": lambda vote: LABELS["stance"].get(vote, vote),
    }
    rule = by_rule.get(facet)
    return rule(value) if rule else LABELS.get(facet, {}).get(value, value)
