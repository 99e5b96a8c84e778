package io.tickstorm.cluster;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** The codes of the rooms that are opened for a party. They follow from its key, so that all servers open the same. */
final class PartyCodes {
    /** A party that fills all these rooms gets others by chance. */
    private static final int CODES = 8;

    private PartyCodes() {}

    /** Returns the codes for the rooms of a party in this cell, in the order in which they are tried. */
    static List<String> of(String party, Cells cells) {
        UUID hash = UUID.nameUUIDFromBytes(party.getBytes(StandardCharsets.UTF_8));
        Random random = new Random(hash.getMostSignificantBits() ^ hash.getLeastSignificantBits());
        return Stream.generate(() -> cells.newCode(random)).limit(CODES).toList();
    }
}
