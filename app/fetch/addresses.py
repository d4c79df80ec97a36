"""Which addresses are asked at all."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_allowed(address: str, *, insecure: bool = True) -> bool:
    """Whether an address is asked: by HTTPS, or, if that may be, by HTTP on this machine; without a password."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or parts.password is not None:
        return False
    return parts.scheme == "https" or (insecure and parts.scheme == "http" and _is_here(host))


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
