package io.tickstorm.fleet;

import java.util.LinkedHashMap;
import java.util.Map;

/** The room of each party that searched for one lately. Any thread. */
public final class Parties {
    private static final int PARTIES_MAX = 4_096;

    private final Map<String, String> roomByParty = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > PARTIES_MAX;
        }
    };

    /** Returns the code of the room that the party found last; empty if it has none. */
    public synchronized String room(String party) {
        return party.isEmpty() ? "" : roomByParty.getOrDefault(party, "");
    }

    /** Notes the room of a party. Beyond 4,096 parties the one that searched longest ago is forgotten. */
    public synchronized void found(String party, String code) {
        if (!party.isEmpty()) {
            roomByParty.put(party, code);
        }
    }
}
