package io.tickstorm.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AddressLimitsTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private final AddressLimits limits = new AddressLimits(new Defence.Share(100, 2, 8, 1, 3, 32_768, 131_072, false));

    @Test
    void countsAnIpv6PeerByItsNetwork() {
        assertNotNull(limits.socket(asker("2001:db8::1"), 0));
        assertNotNull(limits.socket(asker("2001:db8::2"), 0));
        assertNull(limits.socket(asker("2001:db8:0:0:ffff::3"), 0));
        assertFalse(limits.hasRoom(asker("2001:db8::9")));
        assertNotNull(limits.socket(asker("2001:db8:0:1::1"), 0), "another network");
    }

    @Test
    void aPlaceIsGivenBackOnceHoweverOftenItIsLeft() {
        Runnable one = Objects.requireNonNull(limits.socket(asker("198.51.100.1"), 0));
        assertNotNull(limits.socket(asker("198.51.100.1"), 0));
        one.run();
        one.run();
        assertNotNull(limits.socket(asker("198.51.100.1"), 0));
        assertNull(limits.socket(asker("198.51.100.1"), 0));
    }

    @Test
    void leavingDoesNotForgetHowOftenOneJoined() {
        Asker eve = asker("198.51.100.1");
        for (int i = 0; i < 3; i++) {
            Runnable leave = Objects.requireNonNull(limits.socket(eve, 0));
            assertTrue(limits.mayJoin(eve, 0));
            leave.run();
        }
        assertFalse(limits.mayJoin(eve, 0));
        assertTrue(limits.mayJoin(eve, SECOND_NS));
    }

    @Test
    void thisMachineIsNotLimitedButOneThatSpeaksForOthersThereIs() {
        Asker home = new Asker(InetAddress.getLoopbackAddress(), true, "");
        Asker proxy = new Asker(InetAddress.getLoopbackAddress(), false, "");
        for (int i = 0; i < 10; i++) {
            assertNotNull(limits.socket(home, 0));
        }
        assertNotNull(limits.socket(proxy, 0));
        assertNotNull(limits.socket(proxy, 0));
        assertNull(limits.socket(proxy, 0));
    }

    @Test
    void remembersAddressesOnlyWhileThatMatters() {
        for (int i = 0; i < 100_000; i++) {
            InetAddress address =
                    address(ByteBuffer.allocate(4).putInt(0x0A000000 + i).array());
            Runnable leave = Objects.requireNonNull(limits.connection(address, i * SECOND_NS / 1_000));
            assertTrue(limits.mayJoin(new Asker(address, false, ""), i * SECOND_NS / 1_000));
            leave.run();
        }
        assertTrue(limits.size() < 10_000, limits.size() + " are remembered");
    }

    @Test
    void anAddressThatLeftWithoutJoiningIsForgottenAtOnce() {
        Objects.requireNonNull(limits.connection(asker("198.51.100.1").address(), 0))
                .run();
        assertEquals(0, limits.size());
    }

    static Asker asker(String literal) {
        return new Asker(Objects.requireNonNull(TrustedProxies.address(literal)), false, "");
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
