package io.tickstorm;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Host names under which browsers reach a server that listens on {@code --host}. Main thread. */
public final class PageAddresses {
    /** A documentation address (RFC 5737): nothing is sent to it, the system only names its route. */
    private static final String ELSEWHERE = "192.0.2.1";

    /** Bridges to containers and virtual machines: other machines on the network cannot use these addresses. */
    private static final Pattern VIRTUAL = Pattern.compile("(docker|br-|veth|virbr|vmnet|vboxnet|cni|lxc|podman).*");

    private PageAddresses() {}

    /** Returns the address for a browser on this machine. */
    public static String here(String host) {
        InetAddress address = addressOf(host);
        if (address == null || address.isAnyLocalAddress()) {
            return "localhost";
        }
        return address.getHostAddress().equals("127.0.0.1") ? "localhost" : inUrl(address);
    }

    /** Returns the address for browsers on the same network; null if it is unknown or they cannot reach the server. */
    public static @Nullable String onTheNetwork(String host) {
        InetAddress address = addressOf(host);
        if (address == null || address.isLoopbackAddress()) {
            return null;
        }
        InetAddress own = address.isAnyLocalAddress() ? ownAddress() : address;
        return own == null ? null : inUrl(own);
    }

    private static @Nullable InetAddress addressOf(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            // The server cannot listen there either, and says so.
            return null;
        }
    }

    private static String inUrl(InetAddress address) {
        String text = address.getHostAddress();
        // A scope such as %eth0 means something on this machine only.
        return text.contains(":") ? "[" + text.replaceFirst("%.*", "") + "]" : text;
    }

    private static @Nullable InetAddress ownAddress() {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(ELSEWHERE, 9));
            InetAddress routed = socket.getLocalAddress();
            if (routed.isSiteLocalAddress()) {
                return routed;
            }
        } catch (IOException | RuntimeException e) {
            // There is no route to other networks, but an interface may have an address.
        }
        return anyInterfaceAddress();
    }

    private static @Nullable InetAddress anyInterfaceAddress() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(PageAddresses::isOfTheNetwork)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(InetAddress::isSiteLocalAddress)
                    .min(Comparator.comparing(InetAddress::getHostAddress))
                    .orElse(null);
        } catch (SocketException e) {
            return null;
        }
    }

    private static boolean isOfTheNetwork(NetworkInterface card) {
        try {
            return card.isUp()
                    && !card.isPointToPoint()
                    && !VIRTUAL.matcher(card.getName()).matches();
        } catch (SocketException e) {
            return false;
        }
    }
}
