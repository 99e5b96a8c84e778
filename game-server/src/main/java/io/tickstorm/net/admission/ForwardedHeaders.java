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
 * Reads the headers in which proxies describe a request, by one rule. Each header is a list to which every proxy
 * appends what it sees, in one line or several.
 *
 * <ul>
 *   <li>The client's address is the newest one that is no trusted proxy: each proxy appends whom it hears, so it is
 *       read from the right. {@code X-Forwarded-For} counts, without it {@code Forwarded}, without that {@code
 *       X-Real-IP}.
 *   <li>The host in the browser's address line is any member of {@code X-Forwarded-Host}, without it of {@code
 *       Forwarded}, without both {@code Host}. The first member is what the outermost proxy was asked for, the others
 *       are the names of inner ones. A page cannot forge a member, since no browser sends this header, and a client
 *       that is no browser can choose its Origin anyway. {@code X-Forwarded-Port} may complete a host that names no
 *       port.
 *   <li>{@code X-Forwarded-Proto}, {@code Via} and the rest say only that there is a proxy.
 * </ul>
 *
 * All of it is believed if it comes from a trusted proxy. From anyone else it shows that the peer speaks for others.
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

    /** Returns true if any header shows that the peer speaks for another client. */
    boolean show() {
        for (HttpString name : headers.getHeaderNames()) {
            String lower = name.toString().toLowerCase(Locale.ROOT);
            if (lower.startsWith(PREFIX) || SIGNS.contains(lower)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whom the trusted proxies heard. */
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

    /** Returns the hosts, each with its port if that is known; none if no proxy names any. */
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
