package io.tickstorm.net.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.7, 10.0.0.7, true",
        "10.0.0.7, 10.0.0.8, false",
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.7/8, 10.1.2.3, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "192.168.4.0/22, 192.168.7.255, true",
        "192.168.4.0/22, 192.168.8.0, false",
        "10.0.0.6/31, 10.0.0.7, true",
        "0.0.0.0/0, 203.0.113.7, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::1, ::1, true",
        "::1, 127.0.0.1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::/0, 2001:db8::1, true",
        "::/0, 203.0.113.7, false",
        "::ffff:10.0.0.7, 10.0.0.7, true"
    })
    void aNetworkIncludesTheAddressesOfItsPrefixAndItsFamily(String network, String address, boolean included) {
        InetAddress asked = Objects.requireNonNull(TrustedProxies.address(address));
        assertEquals(included, TrustedProxies.of(List.of(network)).include(asked));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0/8", "proxy.example/8", ""})
    void anInvalidNetworkIsNamedInTheMessage(String text) {
        Exception fault = assertThrows(IllegalArgumentException.class, () -> TrustedProxies.of(List.of(text)));
        assertTrue(String.valueOf(fault.getMessage()).contains("'" + text + "'"), fault.getMessage());
    }
}
