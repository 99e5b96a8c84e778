package io.tickstorm.cluster;

import io.tickstorm.net.admission.OriginRule;
import io.tickstorm.room.RoomCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The cells: independent fleets behind one game. The first letter of a room's code names the cell that has the room.
 * Immutable.
 *
 * @param own letter of this cell; empty without cells
 * @param others WebSocket address of each other cell by its letter
 */
public record Cells(String own, Map<String, String> others) {
    static final Cells NONE = new Cells("", Map.of());

    /**
     * Reads a list such as {@code B=wss://b.example/ws}, in which this cell may stand too.
     *
     * @throws IllegalArgumentException if an entry is not a letter of room codes with an address
     */
    static Cells of(String own, Collection<String> list) {
        Map<String, String> others = new LinkedHashMap<>();
        for (String entry : list) {
            String letter = RoomCode.normalize(entry.substring(0, Math.max(0, entry.indexOf('='))));
            if (!RoomCode.isLetter(letter)) {
                throw new IllegalArgumentException(entry);
            }
            others.put(letter, entry.substring(entry.indexOf('=') + 1));
        }
        String letter = RoomCode.normalize(own);
        others.remove(letter);
        return new Cells(letter, Map.copyOf(others));
    }

    /** Returns a random code for a room of this cell. */
    String newCode(RandomGenerator random) {
        String code = RoomCode.create(random);
        return own.isEmpty() ? code : own + code.substring(1);
    }

    /** Returns these origins and those of the other cells. */
    Set<String> withOrigins(Set<String> origins) {
        if (others.isEmpty()) {
            return origins;
        }
        Set<String> all = new LinkedHashSet<>(origins);
        others.values().forEach(address -> all.add(OriginRule.originOf(address)));
        return all;
    }

    /** Returns these addresses and those of the other cells. */
    List<String> withAddresses(List<String> addresses) {
        if (others.isEmpty()) {
            return addresses;
        }
        List<String> all = new ArrayList<>(addresses);
        all.addAll(others.values());
        return all;
    }

    /** Returns true if a room with this code can only be in another cell. */
    boolean isElsewhere(String code) {
        return !own.isEmpty() && RoomCode.isCode(code) && !code.startsWith(own);
    }

    /** Returns the WebSocket address of the cell that has the rooms with such codes; null if there is none. */
    @Nullable
    String address(String code) {
        return others.get(code.substring(0, 1));
    }
}
