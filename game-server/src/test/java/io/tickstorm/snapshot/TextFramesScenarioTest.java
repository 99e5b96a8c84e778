package io.tickstorm.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.interest.CellWindow;
import io.tickstorm.interest.Sight;
import io.tickstorm.proto.v1.Arena;
import io.tickstorm.proto.v1.RosterEntry;
import io.tickstorm.proto.v1.Rules;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Welcome;
import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.Weapon;
import io.tickstorm.sim.WorldEvents;
import io.tickstorm.text.FrameFormatter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Compares frames in text, read by a JSON parser alone, with their world.
 */
final class TextFramesScenarioTest {
    private static final int SEATS = 30;
    private static final int HISTORY = 130;
    private static final List<String> GIVES = List.of("health", "shield", "boost");

    /** A client that reads, and the server's state for it. */
    private static final class Reader {
        final Recipient recipient = new Recipient();
        final FrameFormatter formatter = new FrameFormatter();
        int dueTick;
    }

    private final ArenaMap map = ArenaMap.generate(3, 16);
    private final Skirmish skirmish = new Skirmish(3, map, SEATS, 40, 60);
    private final Map<Integer, RosterEntry> people = new HashMap<>();
    private final List<ServerTruth> history = new ArrayList<>();
    /** The number of evaluated entities and events of each kind. */
    private final Map<String, Integer> evaluated = new TreeMap<>();

    TextFramesScenarioTest() {
        for (int i = 0; i < SEATS; i++) {
            people.put(
                    i,
                    RosterEntry.newBuilder()
                            .setId(i)
                            .setName("Pilot " + i)
                            .setBot(i % 2 == 0)
                            .build());
        }
    }

    @Test
    void everyFrameShowsTheWholeWorldInSightAfterAnySkips() throws InvalidProtocolBufferException {
        SplittableRandom random = new SplittableRandom(7);
        List<Reader> readers = List.of(reader(0), reader(7), reader(12), reader(29));
        for (int i = 0; i < 3_000; i++) {
            tick();
            for (Reader reader : readers) {
                if (skirmish.world.tick() >= reader.dueTick) {
                    reader.dueTick += random.nextInt(50) == 0 ? random.nextInt(90) : random.nextInt(1, 5);
                    readAndCheck(reader);
                }
            }
        }
        for (String kind : List.of("ship", "bolt", "health", "shield", "boost", "hit", "beam", "kill", "spawn")) {
            assertTrue(evaluated.getOrDefault(kind, 0) > 50, kind + " was seen: " + evaluated);
        }
    }

    private Reader reader(int ship) {
        Reader reader = new Reader();
        reader.recipient.follow(ship);
        byte[] own = Welcome.newBuilder().setShip(ship).build().toByteArray();
        byte[] shared = Welcome.newBuilder()
                .setArena(Arena.newBuilder().setSide(map.side / 256))
                .setRules(Rules.newBuilder()
                        .setBoltVelocity(skirmish.world.rules().of(Weapon.BLASTER).boltVelocity))
                .build()
                .toByteArray();
        reader.recipient.welcome(own, shared);
        return reader;
    }

    private void tick() {
        skirmish.tick();
        history.add(new ServerTruth(skirmish.world, people, skirmish.roster, 0));
        if (history.size() > HISTORY) {
            history.remove(0);
        }
    }

    private ServerFrame frame(Reader reader) throws InvalidProtocolBufferException {
        int length = skirmish.encoder.encode(reader.recipient);
        return ServerFrame.parseFrom(ByteString.copyFrom(skirmish.encoder.bytes(), 0, length));
    }

    private void readAndCheck(Reader reader) throws InvalidProtocolBufferException {
        ServerTruth truth = history.get(history.size() - 1);
        int held = reader.recipient.view();
        int since = truth.tick - reader.recipient.baseline() > 64 ? 0 : reader.recipient.baseline();
        JsonObject read = parse(reader.formatter.format(frame(reader)));
        int view = reader.recipient.view();
        Sight sight = new Sight();
        reader.recipient.placeSight(sight, truth.tick, map.side);
        assertEquals(truth.tick, read.get("tick").getAsInt());
        checkShips(truth, sight, read);
        checkBolts(truth, sight, read);
        checkPickups(truth, sight, read);
        checkEvents(ServerTruth.events(history, since, since == 0 ? CellWindow.NONE : held, view, sight), read);
        checkYou(truth.vitals[reader.recipient.ship()], reader.recipient.ship(), read.getAsJsonObject("you"));
        checkSight(view, read.getAsJsonObject("sight"));
    }

    private void checkShips(ServerTruth truth, Sight sight, JsonObject read) {
        List<String> there = truth.shipsIn(sight).stream()
                .map(ship -> "%d at %s, %s to %s: %s, bot %s, %d"
                        .formatted(
                                ship.id(),
                                place(ship.cell() % map.columns, ship.x()),
                                place(ship.cell() / map.columns, ship.y()),
                                Math.round(ship.aim() * 3600 / 256.0) / 10.0,
                                "Pilot " + ship.id(),
                                ship.id() % 2 == 0,
                                ship.flags()))
                .toList();
        List<String> sent = entities(read, "ship").stream()
                .map(ship -> "%d at %s, %s to %s: %s, bot %s, %d"
                        .formatted(
                                ship.get("id").getAsInt(),
                                ship.get("x").getAsDouble(),
                                ship.get("y").getAsDouble(),
                                ship.get("aim").getAsDouble(),
                                ship.get("name").getAsString(),
                                ship.has("bot"),
                                flags(ship, "thrusting", "boosting", "protected", "shielded")))
                .toList();
        assertEquals(there, sent);
    }

    /** A place is sent in 1/8 u, rounded down, and a bolt's is stepped from there. */
    private void checkBolts(ServerTruth truth, Sight sight, JsonObject read) {
        List<ServerTruth.Bolt> there = truth.bolts.stream()
                .filter(bolt -> sight.contains(bolt.x(), bolt.y()))
                .toList();
        List<JsonObject> sent = entities(read, "bolt");
        assertEquals(there.size(), sent.size());
        for (int i = 0; i < there.size(); i++) {
            ServerTruth.Bolt bolt = there.get(i);
            JsonObject entity = sent.get(i);
            assertEquals(bolt.id(), entity.get("id").getAsInt());
            assertEquals(bolt.owner(), entity.get("owner").getAsInt());
            assertEquals(bolt.x() / 256.0, entity.get("x").getAsDouble(), 0.25);
            assertEquals(bolt.y() / 256.0, entity.get("y").getAsDouble(), 0.25);
            assertEquals(bolt.angle() * 360 / 4096.0, entity.get("aim").getAsDouble(), 0.051);
        }
    }

    private void checkPickups(ServerTruth truth, Sight sight, JsonObject read) {
        for (int kind = 0; kind < GIVES.size(); kind++) {
            int wanted = kind;
            List<String> there = truth.pickupsIn(sight).stream()
                    .filter(pickup -> pickup.kind() == wanted)
                    .map(pickup -> pickup.id() + " at " + place(pickup.cell() % map.columns, pickup.x()) + ", "
                            + place(pickup.cell() / map.columns, pickup.y()))
                    .toList();
            List<String> sent = entities(read, GIVES.get(kind)).stream()
                    .map(pickup -> pickup.get("id").getAsInt() + " at "
                            + pickup.get("x").getAsDouble() + ", "
                            + pickup.get("y").getAsDouble())
                    .toList();
            assertEquals(there, sent);
        }
    }

    private void checkEvents(List<ReferenceClient.Event> there, JsonObject read) {
        List<String> wanted =
                there.stream().map(TextFramesScenarioTest::words).sorted().toList();
        List<String> sent = new ArrayList<>();
        for (JsonElement each : array(read, "events")) {
            evaluated.merge(each.getAsJsonObject().get("kind").getAsString(), 1, Integer::sum);
            sent.add(words(each.getAsJsonObject()));
        }
        assertEquals(wanted, sent.stream().sorted().toList());
    }

    private static String words(ReferenceClient.Event event) {
        String where = " at " + event.x() / 8.0 + ", " + event.y() / 8.0;
        String who = event.tick() + " by " + event.subject() + where;
        return switch (event.kind()) {
            case 1 ->
                "hit " + who + " of " + event.object() + " for " + WorldEvents.hitDamage(event.a()) + " with "
                        + weapon(WorldEvents.hitWeapon(event.a())) + " leaves " + (event.b() & 0x7F) + " and "
                        + Math.min(31, event.b() >> 7);
            case 2 ->
                "beam " + who + (event.object() == 0xFFF ? "" : " of " + event.object()) + " to "
                        + Math.round(event.a() * 3600 / 4096.0) / 10.0 + " over " + WorldEvents.beamLength(event.b())
                        + " with " + weapon(WorldEvents.beamWeapon(event.b()));
            case 3 ->
                "kill " + who + " of " + event.object() + " with " + weapon(Weapon.ofNumber(event.a())) + " crown "
                        + (event.b() == 1);
            case 4 -> "pickup " + who + " gives " + GIVES.get(event.a());
            default -> "spawn " + who;
        };
    }

    private static String weapon(Weapon of) {
        return "WEAPON_" + of.name();
    }

    private static String words(JsonObject event) {
        String kind = event.get("kind").getAsString();
        String who = kind + " " + event.get("tick").getAsInt() + " by "
                + event.get("ship").getAsInt() + " at " + event.get("x").getAsDouble() + ", "
                + event.get("y").getAsDouble();
        String victim = event.has("victim") ? " of " + event.get("victim").getAsInt() : "";
        return switch (kind) {
            case "hit" ->
                who + victim + " for " + event.get("damage").getAsInt() + " with "
                        + event.get("weapon").getAsString() + " leaves "
                        + event.get("health").getAsInt() + " and "
                        + event.get("shield").getAsInt();
            case "beam" ->
                who + victim + " to " + event.get("aim").getAsDouble() + " over "
                        + event.get("length").getAsInt() + " with "
                        + event.get("weapon").getAsString();
            case "kill" -> who + victim + " with " + event.get("weapon").getAsString() + " crown " + event.has("crown");
            case "pickup" -> who + " gives " + event.get("gives").getAsString();
            default -> who;
        };
    }

    private static void checkYou(int vitals, int ship, JsonObject you) {
        assertEquals(ship, you.get("ship").getAsInt());
        assertEquals(vitals & 0x7F, you.get("health").getAsInt());
        assertEquals(vitals >> 7 & 0x7F, you.get("shield").getAsInt());
        assertEquals((vitals & 1 << 14) != 0, you.get("alive").getAsBoolean());
        assertEquals((vitals & 1 << 15) != 0, you.has("protected"));
    }

    private static void checkSight(int view, JsonObject sight) {
        assertEquals(CellWindow.firstColumn(view) * 512, sight.get("left").getAsInt());
        assertEquals(CellWindow.firstRow(view) * 512, sight.get("top").getAsInt());
        assertEquals(
                (CellWindow.firstColumn(view) + CellWindow.columns(view)) * 512,
                sight.get("right").getAsInt());
        assertEquals(
                (CellWindow.firstRow(view) + CellWindow.rows(view)) * 512,
                sight.get("bottom").getAsInt());
    }

    private List<JsonObject> entities(JsonObject read, String kind) {
        List<JsonObject> found = new ArrayList<>();
        for (JsonElement each : array(read, "entities")) {
            if (each.getAsJsonObject().get("kind").getAsString().equals(kind)) {
                found.add(each.getAsJsonObject());
            }
        }
        evaluated.merge(kind, found.size(), Integer::sum);
        return found;
    }

    private static JsonArray array(JsonObject read, String field) {
        return read.has(field) ? read.getAsJsonArray(field) : new JsonArray();
    }

    private static int flags(JsonObject ship, String... names) {
        int flags = 0;
        for (int i = 0; i < names.length; i++) {
            flags |= ship.has(names[i]) ? 1 << i : 0;
        }
        return flags;
    }

    private static double place(int line, int offset) {
        return line * 512 + offset / 8.0;
    }

    private static JsonObject parse(byte[] json) {
        return JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonObject();
    }
}
