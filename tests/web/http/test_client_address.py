"""What counts as one client."""

import pytest

from app.web.http.client_address import client_of


@pytest.mark.parametrize(
    ("given", "client"),
    [
        (("192.0.2.1", 1), "192.0.2.1"),
        (("2001:db8::1", 1), "2001:db8::/64"),
        (("2001:db8::ffff:1%eth0", 1), "2001:db8::/64"),
        (("::ffff:192.0.2.1", 1), "192.0.2.1"),
        (("x" * 1000, 1), "x" * 64),
        (("fe80::1%eth0", 1), "fe80::/64"),
        (("", 1), ""),
        (None, ""),
    ],
)
def test_a_network_counts_as_one_client(given: tuple[str, int] | None, client: str) -> None:
    assert client_of({"client": given}) == client
