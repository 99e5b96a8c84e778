package io.tickstorm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.shared.GameData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Compares the movement of ships with golden vectors, which the browser's code must match too. After an intended change
 * of the movement, renew the file with {@code -Dtickstorm.golden.write=true}.
 */
class MovementGoldenScenarioTest {
    private static final Path FILE = Path.of(
            "..", "shared-proto", "src", "main", "resources", "io", "tickstorm", "data", "golden", "movement.json");
    private static final int STEPS = 12_000;
    private static final int EVERY = 1_000;
    private static final int RUNS = 10;

    private final Rules rules = new Rules(30);
    private final ArenaMap map = ArenaMap.generate(7, 16);
    private int bounces;

    @Test
    void movementMatchesTheGoldenVectors() throws IOException {
        String written = document();
        if (Boolean.getBoolean("tickstorm.golden.write")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, written);
        }
        assertEquals(written, GameData.text("golden/movement.json"), "see this class on how to renew the file");
    }

    @Test
    void theVectorsTouchAsteroidsOften() {
        for (int seed = 1; seed <= RUNS; seed++) {
            fly(seed);
        }
        assertTrue(bounces > 500, bounces + " of " + RUNS * STEPS + " steps bounced");
    }

    private String document() {
        String runs = java.util.stream.IntStream.rangeClosed(1, RUNS)
                .mapToObj(seed -> "  {\"seed\":%d,\"steps\":%d,\"every\":%d,\"hashes\":%s}"
                        .formatted(seed, STEPS, EVERY, array(fly(seed), 1)))
                .collect(Collectors.joining(",\n"));
        return """
            {"rules":{"topVelocity":%d,"boostVelocity":%d,"response":%d,"stopVelocity":%d},
             "side":%d,
             "asteroids":{"x":%s,"y":%s,"radius":%s},
             "runs":[
            %s
            ]}
            """.formatted(
                        rules.topVelocity,
                        rules.boostVelocity,
                        rules.response,
                        rules.stopVelocity,
                        map.side / Fixed.ONE,
                        array(map.asteroidX, Fixed.ONE),
                        array(map.asteroidY, Fixed.ONE),
                        array(map.asteroidRadius, Fixed.ONE),
                        runs);
    }

    private int[] fly(int seed) {
        Ships ships = new Ships(1);
        ships.x[0] = map.side / 2;
        ships.y[0] = map.side / 2;
        int[] hashes = new int[STEPS / EVERY];
        int hash = Fixed.HASH_START;
        int command = InputCommand.NONE;
        int random = seed;
        for (int step = 0; step < STEPS; step++) {
            random = Fixed.nextRandom(random);
            if (random >>> 28 < 4 || step == 0) {
                command = InputCommand.of((random >>> 4 & 15) % 15 - 7, (random >>> 8 & 15) % 15 - 7, 0, 0);
            }
            disturb(ships, random);
            int before = ships.velocityX[0] ^ ships.velocityY[0];
            ShipMovement.step(ships, 0, command, rules, map);
            bounces += before != 0 && touchesAsteroid(ships) ? 1 : 0;
            hash = Fixed.hash(hash, ShipMovement.hash(ships, 0));
            if ((step + 1) % EVERY == 0) {
                hashes[step / EVERY] = hash;
            }
        }
        return hashes;
    }

    private void disturb(Ships ships, int random) {
        if ((random >>> 12 & 255) == 0) {
            ships.boostTicks[0] = 120;
        }
        if ((random >>> 20 & 255) == 0) {
            ships.x[0] = (random >>> 3) % map.side;
            ships.y[0] = (random >>> 5) % map.side;
        }
    }

    private boolean touchesAsteroid(Ships ships) {
        return !map.isFree(ships.x[0], ships.y[0], Rules.SHIP_RADIUS + Fixed.ONE);
    }

    private static String array(int[] values, int unit) {
        return Arrays.stream(values)
                .mapToObj(value -> String.valueOf(value / unit))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
