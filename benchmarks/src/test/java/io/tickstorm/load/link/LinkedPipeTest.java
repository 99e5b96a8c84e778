package io.tickstorm.load.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.link.LinkProfile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the pipe in virtual time, without a socket or a clock. */
class LinkedPipeTest {
    private static final long MS = 1_000_000;
    private static final LinkProfile STEADY = new LinkProfile("steady", 40, 0);

    @ParameterizedTest
    @ValueSource(strings = {"lan", "good", "wifi", "mobile", "bad", "slow"})
    void bytesArriveUnchangedInOrderAndNoEarlierThanTheLatency(String name) {
        LinkProfile profile = LinkProfile.named(name);
        LinkedPipe pipe = new LinkedPipe(profile.down(3), 1 << 20);
        byte[] sent = new byte[20_000];
        new Random(3).nextBytes(sent);
        pipe.send(ByteBuffer.wrap(sent), 0);
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        assertNull(pipe.arrived((long) (profile.latencyMs() * MS) - 1));
        for (long nowNs = 0; got.size() < sent.length && nowNs < 60_000 * MS; nowNs += MS) {
            drain(pipe, nowNs, got);
        }
        assertArrayEquals(sent, got.toByteArray());
        assertEquals(0, pipe.heldBytes());
        assertEquals(LinkedPipe.NEVER, pipe.nextArrivalNs());
    }

    @Test
    void theDelayIsThatOfTheLink() {
        LinkedPipe pipe = new LinkedPipe(STEADY.up(1), 1_000);
        pipe.send(ByteBuffer.allocate(10), 5 * MS);
        assertEquals(45 * MS, pipe.nextArrivalNs());
        assertNull(pipe.arrived(45 * MS - 1));
        assertEquals(10, arrived(pipe, 45 * MS).remaining());
    }

    @Test
    void aFullPipeHasNoRoomUntilBytesAreConsumed() {
        LinkedPipe pipe = new LinkedPipe(STEADY.up(1), 1_000);
        pipe.send(ByteBuffer.allocate(1_000), 0);
        assertEquals(0, pipe.roomBytes());
        arrived(pipe, 40 * MS).position(400);
        pipe.consumed(400);
        assertEquals(400, pipe.roomBytes());
        assertEquals(600, arrived(pipe, 40 * MS).remaining(), "unread bytes stay first");
    }

    @Test
    void aNarrowPipeCarriesItsRateAndNoMore() {
        LinkedPipe pipe = new LinkedPipe(STEADY.withDownBytesPerS(2_000).down(1), 4_000);
        int got = 0;
        for (long nowNs = 0; nowNs < 10_000 * MS; nowNs += MS) {
            pipe.send(ByteBuffer.allocate(pipe.roomBytes()), nowNs);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            drain(pipe, nowNs, out);
            got += out.size();
        }
        assertEquals(20_000, got, 2_000, "10 s at 2 kB/s, with a full queue");
    }

    @Test
    void theEndArrivesAfterAllBytes() {
        LinkedPipe pipe = new LinkedPipe(STEADY.up(1), 1_000);
        pipe.send(ByteBuffer.allocate(10), 0);
        pipe.end(20 * MS);
        assertEquals(0, pipe.roomBytes(), "nothing follows the end");
        assertFalse(pipe.hasEnded(60 * MS), "the bytes before the end are not consumed");
        drain(pipe, 60 * MS, new ByteArrayOutputStream());
        assertFalse(pipe.hasEnded(60 * MS - 1));
        assertTrue(pipe.hasEnded(60 * MS));
    }

    @Test
    void anObjectAddedTwiceIsDueOnceAtTheEarlierTime() {
        DueTimes<String> due = new DueTimes<>();
        String a = "a";
        String b = "b";
        due.add(a, 30);
        due.add(a, 10);
        due.add(b, 20);
        due.add(b, LinkedPipe.NEVER);
        assertEquals(10, due.nextNs());
        assertNull(due.poll(9));
        assertEquals(a, due.poll(25));
        assertEquals(b, due.poll(25));
        assertNull(due.poll(40), "the later time of a was discarded");
    }

    private static ByteBuffer arrived(LinkedPipe pipe, long nowNs) {
        ByteBuffer bytes = pipe.arrived(nowNs);
        assertTrue(bytes != null, "nothing has arrived");
        return bytes;
    }

    private static void drain(LinkedPipe pipe, long nowNs, ByteArrayOutputStream out) {
        for (ByteBuffer bytes = pipe.arrived(nowNs); bytes != null; bytes = pipe.arrived(nowNs)) {
            int count = bytes.remaining();
            while (bytes.hasRemaining()) {
                out.write(bytes.get());
            }
            pipe.consumed(count);
        }
    }
}
