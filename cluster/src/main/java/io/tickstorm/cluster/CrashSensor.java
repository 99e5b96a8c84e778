package io.tickstorm.cluster;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Member;

/**
 * Notices that the process of another server has ended: the server is unreachable, and its machine refuses connections
 * to its port. Then nothing is left that could tick its rooms, and the cluster need not wait. A server that hangs or is
 * cut off accepts or loses the connection instead; the split-brain resolver decides about it. Any thread.
 */
final class CrashSensor {
    private static final int CONNECT_MS = 500;

    private final boolean isOn;
    private final Consumer<Address> crashed;

    /** @param crashed receives the address of a server whose process has ended, on another thread */
    CrashSensor(boolean isOn, Consumer<Address> crashed) {
        this.isOn = isOn;
        this.crashed = crashed;
    }

    /** Looks at a server that has become unreachable. Returns at once. */
    void look(Member member) {
        Address address = member.address();
        if (isOn && address.getHost().isPresent() && address.getPort().isPresent()) {
            InetSocketAddress socket = new InetSocketAddress(
                    address.getHost().get(), address.getPort().get());
            var unused = CompletableFuture.runAsync(() -> {
                if (refuses(socket)) {
                    crashed.accept(address);
                }
            });
        }
    }

    /** Returns true if connections to this address are refused. Takes half a second at most. */
    static boolean refuses(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_MS);
            return false;
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
