package io.tickstorm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the addresses that the server prints. */
class PageAddressesTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "127.0.0.9", "::1", "[::1]"})
    void aLoopbackAddressIsNotAdvertisedToTheNetwork(String host) {
        assertNull(PageAddresses.onTheNetwork(host));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, localhost",
        "::, localhost",
        "127.0.0.1, localhost",
        "127.0.0.9, 127.0.0.9",
        "::1, [0:0:0:0:0:0:0:1]",
        "192.0.2.7, 192.0.2.7"
    })
    void aBrowserOnThisMachineGetsTheListenersAddress(String host, String shown) {
        assertEquals(shown, PageAddresses.here(host));
    }

    @Test
    void aSpecificAddressIsTheOneForTheNetwork() {
        assertEquals("192.0.2.7", PageAddresses.onTheNetwork("192.0.2.7"));
        assertEquals("[2001:db8:0:0:0:0:0:7]", PageAddresses.onTheNetwork("2001:db8::7"));
    }

    @Test
    void theWildcardIsNotPrintedAsAnAddress() {
        assertNotEquals("0.0.0.0", PageAddresses.onTheNetwork("0.0.0.0"));
    }
}
