package io.tickstorm.snapshot;

import io.tickstorm.proto.v1.Servers;
import java.util.List;

/** The WebSocket addresses of the servers that may continue a room, the present one first. Immutable. */
public final class ServerList {
    /** The list of a server that is alone. */
    public static final ServerList NONE = new ServerList(0, List.of());

    private final int version;
    private final List<String> addresses;
    private final byte[] encoded;

    private ServerList(int version, List<String> addresses) {
        this.version = version;
        this.addresses = addresses;
        encoded = Servers.newBuilder().addAllAddresses(addresses).build().toByteArray();
    }

    /** Returns the list that replaces this one. */
    public ServerList replaced(List<String> newAddresses) {
        return new ServerList(version + 1, List.copyOf(newAddresses));
    }

    /** Returns the number of lists before this one. */
    public int version() {
        return version;
    }

    /** Returns the addresses; empty if there is only the present server. */
    public List<String> addresses() {
        return addresses;
    }

    /** Returns the encoded {@link Servers}. */
    byte[] encoded() {
        return encoded;
    }
}
