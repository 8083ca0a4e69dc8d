"""Addresses that are never to be reached, because a stranger chose them.

A feed's address, a page's, an image's and every redirect are written by people we do not know, while the fetcher
stands inside the operator's network. So each connection is judged by the very address it is about to be made to
(`fetch.network` asks), never by a name that may mean something else a moment later.

In: an IP address, or a port. Out: the reason why it must not be reached, or None. Refuses: nothing.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

CLOSED_NETWORKS = tuple(
    (ipaddress.ip_network(network), reason)
    for network, reason in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier's own"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "protocol assignments"),
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "reserved"),
        ("192.52.193.0/24", "reserved"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "reserved"),
        ("198.18.0.0/15", "benchmarks"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "this host"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "embeds an IPv4 address"),
        ("::/96", "embeds an IPv4 address"),
        ("64:ff9b::/96", "embeds an IPv4 address"),
        ("64:ff9b:1::/48", "embeds an IPv4 address"),
        ("2001::/32", "embeds an IPv4 address"),
        ("2001::/23", "protocol assignments"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "embeds an IPv4 address"),
        ("3ffe::/16", "reserved"),
        ("3fff::/20", "documentation"),
        ("5f00::/16", "segment routing"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
"""IANA's special-purpose registries, with everything that carries an IPv4 address inside: whatever stands at the other
end unpacks it, and then it is the operator's network again. The first row that fits gives the reason."""

GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
"""The only part of IPv6 that is handed out; all else is refused, named above or not."""

OPEN_PORTS = (80, 443)
FIRST_FREE_PORT = 1024
"""Below it listen mail, name and file servers, which HTTP can be made to speak to; above it people run web servers."""


def refusal(address: Address, allow_networks: Iterable[Network] = ()) -> str | None:
    """Why this address must not be reached, or None where it may be.

    `allow_networks` opens what the operator knows to be harmless. It opens an address that embeds another one only
    if that other one may be reached too.
    """
    allowed = tuple(allow_networks)
    if any(address in network for network in allowed):
        embedded = _embedded(address)
        return refusal(embedded, allowed) if embedded else None
    for network, reason in CLOSED_NETWORKS:
        if address in network:
            return reason
    if isinstance(address, ipaddress.IPv6Address) and address not in GLOBAL_UNICAST:
        return "not handed out"
    return None


def port_refusal(port: int) -> str | None:
    """Why this port must not be asked, or None where it may be."""
    if port in OPEN_PORTS or FIRST_FREE_PORT <= port <= 65535:
        return None
    return f"port {port} is for other things than the web"


def _embedded(address: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address carries."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if any(address in ipaddress.IPv6Network(network) for network in ("::/96", "64:ff9b::/96", "64:ff9b:1::/48")):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if int(address) > 1 else None
    return None
