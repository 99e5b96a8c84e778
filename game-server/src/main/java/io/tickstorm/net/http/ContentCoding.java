package io.tickstorm.net.http;

import io.tickstorm.net.request.RequestHead;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A compression that the build applies to files of the page, in order of preference. Stateless. */
enum ContentCoding {
    BROTLI("br", ".br"),
    GZIP("gzip", ".gz");

    private static final String PLAIN = "identity";
    private static final int THOUSANDTHS = 1000;

    /** A member of Accept-Encoding; a quality has at most three digits: RFC 9110, section 12.4.2. */
    private static final Pattern MEMBER = Pattern.compile(
            "([^\\s;]+)(?:\\s*;\\s*q=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?))?", Pattern.CASE_INSENSITIVE);

    private final String token;
    private final String suffix;

    ContentCoding(String token, String suffix) {
        this.token = token;
        this.suffix = suffix;
    }

    /** The name in HTTP headers. */
    String token() {
        return token;
    }

    /** The suffix that the build appends to the name of a compressed file. */
    String suffix() {
        return suffix;
    }

    /**
     * Returns the codings that the client accepts and prefers at least as much as the plain file, best first: RFC 9110,
     * section 12.5.3. Empty without the header. A malformed member counts as absent.
     */
    static List<ContentCoding> accepted(HeaderMap headers) {
        Map<String, Integer> qualities = new HashMap<>();
        RequestHead.members(headers, Headers.ACCEPT_ENCODING).forEach(member -> read(member, qualities));
        int others = qualities.getOrDefault("*", 0);
        int plain = qualities.getOrDefault(PLAIN, others);
        return Stream.of(values())
                .filter(coding -> coding.quality(qualities, others) >= Math.max(1, plain))
                .sorted(Comparator.comparingInt(coding -> -coding.quality(qualities, others)))
                .toList();
    }

    private int quality(Map<String, Integer> qualities, int others) {
        return qualities.getOrDefault(token, others);
    }

    private static void read(String member, Map<String, Integer> qualities) {
        Matcher parts = MEMBER.matcher(member);
        if (parts.matches()) {
            String name = parts.group(1).toLowerCase(Locale.ROOT);
            String quality = parts.group(2);
            qualities.put(
                    name.equals("x-gzip") ? GZIP.token : name,
                    quality == null ? THOUSANDTHS : (int) Math.round(Double.parseDouble(quality) * THOUSANDTHS));
        }
    }
}
