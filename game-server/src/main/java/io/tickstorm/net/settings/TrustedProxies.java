package io.tickstorm.net.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wildfly.common.net.CidrAddress;

/** The proxies whose {@code X-Forwarded-*} headers are used, as addresses and networks. Immutable. */
public final class TrustedProxies {
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final List<CidrAddress> networks;

    private TrustedProxies(List<CidrAddress> networks) {
        this.networks = networks;
    }

    /**
     * Parses addresses and networks.
     *
     * @throws IllegalArgumentException that names the entry that is not an address such as 10.0.0.7 or 10.0.0.0/8
     */
    public static TrustedProxies of(List<String> texts) {
        return new TrustedProxies(texts.stream().map(TrustedProxies::network).toList());
    }

    /** Returns true if the address is one of these proxies. */
    public boolean include(InetAddress address) {
        return networks.stream().anyMatch(network -> network.matches(address));
    }

    private static CidrAddress network(String text) {
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
        int bits = address == null ? 0 : 8 * address.getAddress().length;
        int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1));
        if (address == null || prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("'" + text + "' is not an address such as 10.0.0.7, ::1 or 10.0.0.0/8");
        }
        return CidrAddress.create(address, prefix);
    }

    private static int prefix(String text) {
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
    }

    /** Returns the address of a literal with an optional port; null if it is not one. Never uses a name server. */
    public static @Nullable InetAddress address(String text) {
        String literal = text.strip();
        if (literal.startsWith("[") && literal.contains("]")) {
            literal = literal.substring(1, literal.indexOf(']'));
        } else if (literal.indexOf(':') == literal.lastIndexOf(':') && literal.indexOf(':') > 0) {
            literal = literal.substring(0, literal.indexOf(':'));
        }
        if (!V4.matcher(literal).matches() && !V6.matcher(literal).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
