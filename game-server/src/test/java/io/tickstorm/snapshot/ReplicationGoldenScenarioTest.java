package io.tickstorm.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.interest.CellWindow;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.Weapon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Writes down frames as one client received them, and what it has to hold after each, for clients in other languages.
 * After a wanted change, renew the file with {@code -Dtickstorm.golden.write=true}.
 *
 * <pre>
 *   ships   [id, cell, x, y, aim, flags]                                      as in the record
 *   bolts   [id, cell, x, y, angle, owner, age, tick of the frame it stood in]  as in the record
 *   pickups [id, cell, x, y, kind]                                            as in the record
 *   events  [tick, kind, subject, object, x, y, a, b]                         x and y in 1/8 u of the arena
 * </pre>
 */
final class ReplicationGoldenScenarioTest {
    private static final Path FILE = Path.of(
            "..", "shared-proto", "src", "main", "resources", "io", "tickstorm", "data", "golden", "replication.json");
    private static final int FRAMES = 50;
    private static final int RESUME_AT = 20;
    private static final int PAUSE_AT = 35;

    /** The pads, placed by hand, so that a change of the random map does not change the file. */
    private static final int[] PAD_COORDINATES = {800 * 256, 1600 * 256, 2400 * 256};

    private static final ArenaMap MAP =
            new ArenaMap(3200 * 256, new int[3][0], new int[][] {PAD_COORDINATES, PAD_COORDINATES});

    private final Skirmish skirmish = new Skirmish(11, MAP, 40, 25, 60);
    private final Recipient recipient = new Recipient();
    private final ReferenceClient client = new ReferenceClient(skirmish.world.map().columns);
    private final List<String> lines = new ArrayList<>();

    @Test
    void theClientsWorldEqualsTheGoldenFrames() throws IOException {
        play();
        String written = document();
        if (Boolean.getBoolean("tickstorm.golden.write")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, written);
        }
        assertEquals(
                written,
                Files.readString(FILE),
                "if this change is wanted, renew the file with -Dtickstorm.golden.write=true");
        assertTrue(written.length() < 300_000, written.length() + " characters");
        assertTrue(written.contains("\"why\":\"resume\"") && written.contains("\"why\":\"too old\""));
    }

    private void play() throws InvalidProtocolBufferException {
        recipient.follow(4);
        tick(40);
        receive("join");
        for (int i = 1; i < FRAMES; i++) {
            if (i == RESUME_AT) {
                loseFrames(9);
                recipient.resume(client.tick, client.rosterVersion, client.chatSequence);
                tick(1);
                receive("resume");
            } else if (i == PAUSE_AT) {
                tick(70);
                receive("too old");
            } else if (i % 7 == 0) {
                tick(2 + i % 5);
                receive("skipped");
            } else {
                tick(1);
                receive("next");
            }
        }
    }

    private void tick(int ticks) {
        for (int i = 0; i < ticks; i++) {
            skirmish.tick();
        }
    }

    private void loseFrames(int frames) {
        for (int i = 0; i < frames; i++) {
            skirmish.tick();
            skirmish.encoder.encode(recipient);
        }
    }

    private void receive(String why) throws InvalidProtocolBufferException {
        int length = skirmish.encoder.encode(recipient);
        ByteString bytes = ByteString.copyFrom(skirmish.encoder.bytes(), 0, length);
        client.apply(ServerFrame.parseFrom(bytes));
        lines.add("""
            {"why":"%s","frame":"%s",
             "tick":%d,"view":[%d,%d,%d,%d],
             "ships":%s,
             "bolts":%s,
             "pickups":%s,
             "events":%s}\
            """.formatted(
                why,
                Base64.getEncoder().encodeToString(bytes.toByteArray()),
                client.tick,
                CellWindow.firstColumn(client.view),
                CellWindow.firstRow(client.view),
                CellWindow.columns(client.view),
                CellWindow.rows(client.view),
                list(client.ships.values(), it -> List.of(it.id(), it.cell(), it.x(), it.y(), it.aim(), it.flags())),
                list(client.bolts.values(), ReplicationGoldenScenarioTest::bolt),
                list(client.pickups.values(), it -> List.of(it.id(), it.cell(), it.x(), it.y(), it.kind())),
                list(client.events, ReplicationGoldenScenarioTest::event)));
    }

    private String document() {
        return """
            {"columns":%d,
             "boltVelocity":%d,
             "frames":[
            %s
            ]}
            """.formatted(
                        skirmish.world.map().columns,
                        skirmish.world.rules().of(Weapon.BLASTER).boltVelocity,
                        String.join(",\n", lines));
    }

    private static List<Integer> bolt(ReferenceClient.Bolt it) {
        return List.of(it.id(), it.cell(), it.x(), it.y(), it.angle(), it.owner(), it.age(), it.tick());
    }

    private static List<Integer> event(ReferenceClient.Event it) {
        return List.of(it.tick(), it.kind(), it.subject(), it.object(), it.x(), it.y(), it.a(), it.b());
    }

    private static <T> String list(Collection<T> values, Function<T, List<Integer>> numbers) {
        return values.stream()
                .map(numbers)
                .map(it -> it.toString().replace(" ", ""))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
