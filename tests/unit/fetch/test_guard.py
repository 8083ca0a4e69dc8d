"""The table of addresses that are never to be reached."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.fetch.guard import port_refusal, refusal

address = ipaddress.ip_address

CLOSED = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254 169.254.169.254
172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.170 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.19.255.255
198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:93.184.216.34 ::7f00:1 ::10.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1
64:ff9b::5db8:d822 64:ff9b:1::a00:1 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:2::1 2001:10::1 2001:20::1
2001:db8::1 2002:7f00:1:: 2002:a00:1::1 2002:5db8:d822:: 3ffe::1 3fff::1 4000::1 5f00::1 8000::1 fc00::1 fd12:3456::1
fe80::1 fe80::1%eth0 febf::1 fec0::1 ff02::1 ffff::1
""".split()

OPEN = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 93.184.216.34 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.0.1
172.15.255.255 172.32.0.0 192.0.1.1 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255
2606:2800:220:1::1 2a00:1450:4001::200e 2001:4860:4860::8888 2c0f:fb50:4002::1
""".split()


@pytest.mark.parametrize("text", CLOSED)
def test_these_are_closed(text: str) -> None:
    assert refusal(address(text)) is not None


@pytest.mark.parametrize("text", OPEN)
def test_these_are_open(text: str) -> None:
    assert refusal(address(text)) is None


@given(st.ip_addresses(v=4) | st.ip_addresses(v=6))
def test_nothing_is_open_that_the_standard_library_calls_private(found: ipaddress.IPv4Address) -> None:
    if refusal(found) is None:
        assert found.is_global
        assert not any((found.is_multicast, found.is_reserved, found.is_loopback, found.is_link_local))


@given(st.ip_addresses(v=4))
def test_an_address_is_closed_in_every_wrapping(inner: ipaddress.IPv4Address) -> None:
    number = int(inner)
    for wrapped in (
        0xFFFF << 32 | number,
        number,
        int(address("64:ff9b::")) | number,
        int(address("64:ff9b:1::")) | number,
        0x2002 << 112 | number << 80,
        0x20010000 << 96 | (number ^ 0xFFFFFFFF),
    ):
        assert refusal(ipaddress.IPv6Address(wrapped)) is not None


def test_an_operator_may_open_a_network_of_theirs() -> None:
    loopback = (ipaddress.ip_network("127.0.0.0/8"),)
    assert refusal(address("127.0.0.1"), loopback) is None
    assert refusal(address("10.0.0.1"), loopback) == "private"
    assert refusal(address("::ffff:127.0.0.1"), loopback) is not None


def test_an_opened_translator_reaches_no_private_network() -> None:
    nat64 = (ipaddress.ip_network("64:ff9b::/96"),)
    assert refusal(address("64:ff9b::5db8:d822"), nat64) is None
    assert refusal(address("64:ff9b::a00:1"), nat64) == "private"


def test_a_reason_names_what_the_network_is_for() -> None:
    assert refusal(address("169.254.169.254")) == "link-local"
    assert refusal(address("::ffff:1.1.1.1")) == "embeds an IPv4 address"
    assert refusal(address("4000::1")) == "not handed out"


@pytest.mark.parametrize(("port", "is_open"), [(80, True), (443, True), (1024, True), (8080, True), (65535, True),
                                               (0, False), (22, False), (25, False), (81, False), (1023, False)])  # fmt: skip
def test_ports_of_other_services_are_closed(port: int, is_open: bool) -> None:
    assert (port_refusal(port) is None) == is_open
