package io.tickstorm.net.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.net.settings.Defence;
import io.tickstorm.net.settings.TrustedProxies;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AddressLimitsTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private final AddressLimits limits =
            new AddressLimits(new Defence.ConnectionLimits(100, 2, 8, 1, 3, 32_768, 131_072, false));

    @Test
    void countsAnIpv6PeerByItsNetwork() {
        assertNotNull(limits.reserveSession(source("2001:db8::1"), 0));
        assertNotNull(limits.reserveSession(source("2001:db8::2"), 0));
        assertNull(limits.reserveSession(source("2001:db8:0:0:ffff::3"), 0));
        assertFalse(limits.hasRoom(source("2001:db8::9")));
        assertNotNull(limits.reserveSession(source("2001:db8:0:1::1"), 0), "another network");
    }

    @Test
    void countsAnIpv6PeerByItsLargerNetworkTooWhichHasFourTimesAsMuch() {
        List<Lease> leases = new ArrayList<>();
        for (int subnet = 0; subnet < AddressLimits.NETWORK_FACTOR; subnet++) {
            for (int i = 0; i < 2; i++) {
                leases.add(limits.reserveSession(source("2001:db8:7:" + subnet + "::" + i), 0));
            }
        }
        leases.forEach(lease -> assertNotNull(lease));
        assertFalse(limits.hasRoom(source("2001:db8:7:99::1")));
        assertNull(limits.reserveSession(source("2001:db8:7:99::1"), 0), "a new /64 of the same /48");
        assertNotNull(limits.reserveSession(source("2001:db8:8:99::1"), 0), "another /48");
        leases.get(0).close();
        assertNotNull(limits.reserveSession(source("2001:db8:7:99::1"), 0), "a place was released in both");
    }

    @Test
    void joinsHandshakesConnectionsAndRoomsAreCountedByTheLargerNetworkToo() {
        int joins = 0;
        int handshakes = 0;
        int connections = 0;
        int rooms = 0;
        AddressLimits some = new AddressLimits(Defence.STANDARD
                .with(new Defence.ConnectionLimits(100, 2, 8, 1, 3, 32_768, 131_072, false))
                .with(new Defence.Quotas(2, 1, 3)));
        for (int subnet = 0; subnet < 1_000; subnet++) {
            RequestSource eve = source("2001:db8:7:" + Integer.toHexString(subnet) + "::1");
            joins += some.mayJoin(eve, 0) ? 1 : 0;
            handshakes += some.reserveHandshake(eve.address(), 0) != null ? 1 : 0;
            connections += some.reserveConnection(eve.address(), 0) != null ? 1 : 0;
            rooms += some.roomQuota(eve).reserve(0, 48) != null ? 1 : 0;
        }
        assertEquals(12, joins);
        assertEquals(8, handshakes, "as many in progress as four addresses may have");
        assertEquals(16, connections);
        assertEquals(8, rooms);
    }

    @Test
    void theTcpConnectionsOfATrustedProxyAreNotLimited() {
        AddressLimits some = new AddressLimits(Defence.STANDARD.with(TrustedProxies.of(List.of("10.0.0.7"))));
        for (int i = 0; i < 1_000; i++) {
            assertNotNull(some.reserveConnection(source("10.0.0.7").address(), 0));
            assertNotNull(some.reserveHandshake(source("10.0.0.7").address(), 0));
        }
    }

    @Test
    void newHandshakesOfAnAddressHaveARate() {
        AddressLimits some = new AddressLimits(Defence.STANDARD.with(new Defence.Quotas(8, 10, 20)));
        InetAddress eve = source("198.51.100.1").address();
        for (int i = 0; i < 20; i++) {
            Objects.requireNonNull(some.reserveHandshake(eve, 0)).close();
        }
        assertNull(some.reserveHandshake(eve, 0));
        assertNotNull(some.reserveHandshake(source("198.51.100.2").address(), 0));
        assertNotNull(some.reserveHandshake(eve, SECOND_NS / 10));
    }

    @Test
    void aPlaceIsReleasedOnlyOnce() {
        Lease one = Objects.requireNonNull(limits.reserveSession(source("198.51.100.1"), 0));
        assertNotNull(limits.reserveSession(source("198.51.100.1"), 0));
        one.close();
        one.close();
        assertNotNull(limits.reserveSession(source("198.51.100.1"), 0));
        assertNull(limits.reserveSession(source("198.51.100.1"), 0));
    }

    @Test
    void leavingDoesNotResetTheRateOfJoins() {
        RequestSource eve = source("198.51.100.1");
        for (int i = 0; i < 3; i++) {
            Lease lease = Objects.requireNonNull(limits.reserveSession(eve, 0));
            assertTrue(limits.mayJoin(eve, 0));
            lease.close();
        }
        assertFalse(limits.mayJoin(eve, 0));
        assertTrue(limits.mayJoin(eve, SECOND_NS));
    }

    @Test
    void thisMachineIsNotLimitedButAForwarderOnItIs() {
        RequestSource home = new RequestSource(InetAddress.getLoopbackAddress(), true, List.of());
        RequestSource proxy = new RequestSource(InetAddress.getLoopbackAddress(), false, List.of());
        for (int i = 0; i < 10; i++) {
            assertNotNull(limits.reserveSession(home, 0));
        }
        assertNotNull(limits.reserveSession(proxy, 0));
        assertNotNull(limits.reserveSession(proxy, 0));
        assertNull(limits.reserveSession(proxy, 0));
    }

    @Test
    void storesAddressesOnlyWhileTheyMatter() {
        for (int i = 0; i < 100_000; i++) {
            InetAddress address =
                    address(ByteBuffer.allocate(4).putInt(0x0A000000 + i).array());
            Lease lease = Objects.requireNonNull(limits.reserveConnection(address, i * SECOND_NS / 1_000));
            assertTrue(limits.mayJoin(new RequestSource(address, false, List.of()), i * SECOND_NS / 1_000));
            lease.close();
        }
        assertTrue(limits.size() < 10_000, limits.size() + " are remembered");
    }

    @Test
    void anAddressThatLeftWithoutJoiningIsForgottenAtOnce() {
        Objects.requireNonNull(limits.reserveConnection(source("198.51.100.1").address(), 0))
                .close();
        assertEquals(0, limits.size());
    }

    static RequestSource source(String literal) {
        return new RequestSource(Objects.requireNonNull(TrustedProxies.address(literal)), false, List.of());
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
