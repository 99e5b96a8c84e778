package io.tickstorm.snapshot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.proto.v1.Arena;
import io.tickstorm.proto.v1.Entity;
import io.tickstorm.proto.v1.Rules;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.TextFrame;
import io.tickstorm.proto.v1.Welcome;
import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.Weapon;
import io.tickstorm.text.FrameFormatter;
import org.junit.jupiter.api.Test;

/**
 * The size of the same picture in text and in binary, in the fight of FrameBreakdownTest. Printed by
 *
 * <pre>
 *   ./mvnw -q test -pl shared-proto,game-server -Dtest=TextFrameSizeScenarioTest \
 *       -Dsurefire.failIfNoSpecifiedTests=false -Dtickstorm.print=true
 * </pre>
 */
final class TextFrameSizeScenarioTest {
    private static final int LIMIT = 6_000;
    private static final int READERS = 10;
    private static final int SEATS = 126;
    private static final int WARM_UP = 300;
    private static final int TICKS = 1_800;
    private static final int TICKS_PER_TEXT = 3;

    private final ArenaMap map = ArenaMap.generate(3, 16);
    private final Skirmish skirmish = new Skirmish(3, map, SEATS, 21, 20);
    private final Recipient[] everyTick = new Recipient[READERS];
    private final Recipient[] tenASecond = new Recipient[READERS];
    private final FrameFormatter[] spellers = new FrameFormatter[READERS];
    private int frames;
    private long binaryBytes;
    private long sparseBytes;
    private long textBytes;
    private long textNs;

    @Test
    void aFrameOfAFightWithFourteenShipsAndFourteenBoltsCanStillBeRead() throws InvalidProtocolBufferException {
        for (int i = 0; i < READERS; i++) {
            everyTick[i] = recipient(i);
            tenASecond[i] = recipient(i);
            spellers[i] = new FrameFormatter();
        }
        for (int tick = 0; tick < WARM_UP + TICKS; tick++) {
            skirmish.tick();
            for (int i = 0; i < READERS; i++) {
                int length = frame(everyTick[i]).getSerializedSize();
                if (tick % TICKS_PER_TEXT == 0) {
                    weigh(tick > WARM_UP, length, frame(tenASecond[i]), spellers[i]);
                }
            }
        }
        if (Boolean.getBoolean("tickstorm.print")) {
            System.out.printf(
                    "mean of %,d frames: text %,d B; binary %d B each tick, %d B ten times a second; %d us to format%n",
                    frames, textBytes / frames, binaryBytes / frames, sparseBytes / frames, textNs / frames / 1_000);
        }
        assertTrue(frames > 200, frames + " frames");
        assertTrue(textBytes / frames < LIMIT, textBytes / frames + " bytes");
    }

    private void weigh(boolean counts, int everyTickBytes, ServerFrame frame, FrameFormatter formatter) {
        long beganNs = System.nanoTime();
        TextFrame text = formatter.toTextFrame(frame);
        byte[] json = FrameFormatter.json(text);
        long tookNs = System.nanoTime() - beganNs;
        if (counts && Math.abs(count(text, "ship") - 14) <= 1 && Math.abs(count(text, "bolt") - 14) <= 1) {
            frames++;
            binaryBytes += everyTickBytes;
            sparseBytes += frame.getSerializedSize();
            textBytes += json.length;
            textNs += tookNs;
        }
    }

    private static long count(TextFrame text, String kind) {
        return text.getEntitiesList().stream()
                .map(Entity::getKind)
                .filter(kind::equals)
                .count();
    }

    private ServerFrame frame(Recipient recipient) throws InvalidProtocolBufferException {
        int length = skirmish.encoder.encode(recipient);
        return ServerFrame.parseFrom(ByteString.copyFrom(skirmish.encoder.bytes(), 0, length));
    }

    private Recipient recipient(int ship) {
        Recipient recipient = new Recipient();
        recipient.follow(ship);
        Welcome.Builder welcome = Welcome.newBuilder()
                .setShip(ship)
                .setArena(Arena.newBuilder().setSide(map.side / 256))
                .setRules(Rules.newBuilder()
                        .setBoltVelocity(skirmish.world.rules().of(Weapon.BLASTER).boltVelocity));
        recipient.welcome(welcome.build().toByteArray(), new byte[0]);
        return recipient;
    }
}
