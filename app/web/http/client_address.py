"""The network that a request comes from, as far as fairness between clients goes."""

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.types import Scope

_IPV6_BITS = 64
"""The prefix that one subscriber has (RFC 6177): its addresses count as one."""


def client_of(scope: Scope) -> str:
    """The client's IPv4 address or IPv6 network. It is the peer's, or that given by a trusted proxy, which
    uvicorn's `ProxyHeadersMiddleware` has put in its place."""
    given: str = (scope.get("client") or ("",))[0]
    try:
        address = ip_address(given.partition("%")[0])
    except ValueError:
        return given[:64]
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ip_network((address, _IPV6_BITS), strict=False))
    return str(address)
