"""The network that a request comes from, as far as fairness between clients goes."""

from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from starlette.types import Scope

_IPV6_BITS = 64
"""The prefix that one subscriber has (RFC 6177): its addresses count as one."""


@lru_cache(maxsize=4096)
def network_of(host: str) -> str:
    """What counts as one client: an IPv4 address, or the network of IPv6 that a client has to itself."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host[:64]
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, _IPV6_BITS), strict=False))
    return str(address)


def client_of(scope: Scope) -> str:
    """The client's IPv4 address or IPv6 network. It is the peer's, or that given by a trusted proxy, which
    uvicorn's `ProxyHeadersMiddleware` has put in its place."""
    given: str = (scope.get("client") or ("",))[0]
    return network_of(given)
