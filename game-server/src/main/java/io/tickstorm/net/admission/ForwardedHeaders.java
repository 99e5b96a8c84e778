package io.tickstorm.net.admission;

import io.tickstorm.net.request.RequestHead;
import io.tickstorm.net.settings.TrustedProxies;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers in which proxies describe a request. Each header is a list to which every proxy appends its view,
 * in one line or several.
 * <ul>
 * <li>The client's address is the newest one that is not a trusted proxy: each proxy appends its peer, so the list is
 *     read from the right. The first of {@code X-Forwarded-For}, {@code Forwarded} and {@code X-Real-IP} that is
 *     present counts.
 * <li>The host in the browser's address line is any member of the first present header of {@code X-Forwarded-Host},
 *     {@code Forwarded} and {@code Host}. The first member is the host requested from the outermost proxy, the others
 *     are the names of inner ones. A page cannot forge a member, because browsers do not send this header, and other
 *     clients can choose their Origin anyway. {@code X-Forwarded-Port} may complete a host without a port.
 * <li>{@code X-Forwarded-Proto}, {@code Via} and the others only show that there is a proxy.
 * </ul>
 * The headers of a trusted proxy are used. The headers of another peer only show that it forwards requests. Any thread.
 */
record ForwardedHeaders(HeaderMap headers) {
    private static final HttpString FOR = new HttpString("X-Forwarded-For");
    private static final HttpString HOST = new HttpString("X-Forwarded-Host");
    private static final HttpString PORT = new HttpString("X-Forwarded-Port");
    private static final HttpString REAL_IP = new HttpString("X-Real-IP");

    private static final String PREFIX = "x-forwarded";
    private static final Set<String> SIGNS = Set.of(
            "forwarded",
            "via",
            "x-real-ip",
            "x-client-ip",
            "x-cluster-client-ip",
            "x-original-forwarded-for",
            "x-original-host",
            "true-client-ip",
            "cf-connecting-ip",
            "fastly-client-ip",
            "fly-client-ip");

    /** A parameter of {@code Forwarded}, RFC 7239. */
    private static final Pattern PARAMETER = Pattern.compile("(?i)(for|host)=(?:\"([^\"]*)\"|([^;,\\s\"]*))");

    /** Returns true if any header shows that the peer forwards the request of another client. */
    boolean show() {
        for (HttpString name : headers.getHeaderNames()) {
            String lower = name.toString().toLowerCase(Locale.ROOT);
            if (lower.startsWith(PREFIX) || SIGNS.contains(lower)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the client's address as reported by the trusted proxies. */
    InetAddress client(InetAddress peer, TrustedProxies proxies) {
        InetAddress nearest = peer;
        List<String> chain = chain();
        for (int i = chain.size() - 1; i >= 0 && proxies.include(nearest); i--) {
            @Nullable InetAddress named = TrustedProxies.address(chain.get(i));
            if (named == null) {
                return nearest;
            }
            nearest = named;
        }
        return nearest;
    }

    private List<String> chain() {
        List<String> chain = RequestHead.members(headers, FOR).toList();
        chain = chain.isEmpty() ? parameters("for") : chain;
        return chain.isEmpty() ? RequestHead.members(headers, REAL_IP).toList() : chain;
    }

    /** Returns the hosts, each with its port if known; empty if no proxy names a host. */
    List<String> hosts() {
        List<String> names = RequestHead.members(headers, HOST).toList();
        names = names.isEmpty() ? parameters("host") : names;
        List<String> ports = RequestHead.members(headers, PORT).toList();
        List<String> hosts = new ArrayList<>(names);
        for (String name : names) {
            boolean hasPort = name.indexOf(':', name.indexOf(']') + 1) >= 0;
            ports.forEach(port -> hosts.add(hasPort ? name : name + ":" + port));
        }
        return hosts;
    }

    private List<String> parameters(String name) {
        HeaderValues lines = headers.get(Headers.FORWARDED);
        List<String> found = new ArrayList<>();
        if (lines != null) {
            Matcher parameter = PARAMETER.matcher(String.join(",", lines));
            while (parameter.find()) {
                if (parameter.group(1).equalsIgnoreCase(name)) {
                    found.add(parameter.group(2) == null ? parameter.group(3) : parameter.group(2));
                }
            }
        }
        return found;
    }
}
