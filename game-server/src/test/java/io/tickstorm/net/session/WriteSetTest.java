package io.tickstorm.net.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.room.CloseReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteSetTest {
    private final List<String> written = new ArrayList<>();
    private final WriteSet set = new WriteSet(200);

    @Test
    void writesEachMarkedConnectionOnce() {
        int ada = set.add(connection("Ada"));
        set.add(connection("Bob"));
        set.mark(ada);
        set.mark(ada);
        assertEquals(1, set.writeAll());
        assertEquals(List.of("Ada"), written);
        assertTrue(set.isEmpty());
        assertEquals(0, set.writeAll());
    }

    @Test
    void writesConnectionsOfAllWords() {
        for (int i = 0; i < 200; i++) {
            set.mark(set.add(connection("player " + i)));
        }
        assertFalse(set.isEmpty());
        assertEquals(200, set.writeAll());
        assertEquals(200, written.stream().distinct().count());
    }

    @Test
    void aFullSetRefusesAConnection() {
        for (int i = 0; i < 200; i++) {
            set.add(connection("player " + i));
        }
        assertEquals(WriteSet.NO_SLOT, set.add(connection("one more")));
        set.remove(77);
        assertEquals(77, set.add(connection("after a free slot")));
    }

    @Test
    void aConnectionThatHasEndedIsNotWritten() {
        int ada = set.add(connection("Ada"));
        set.mark(ada);
        set.remove(ada);
        assertEquals(0, set.writeAll());
        int bob = set.add(connection("Bob"));
        assertEquals(ada, bob, "slots are reused, so that the set stays small");
        set.mark(bob);
        set.writeAll();
        assertEquals(List.of("Bob"), written);
    }

    @Test
    void aConnectionWithoutASlotIsNeverMarked() {
        set.mark(WriteSet.NO_SLOT);
        set.remove(WriteSet.NO_SLOT);
        assertTrue(set.isEmpty());
    }

    /** Marks from two threads while a third one writes: no mark is lost. */
    @Test
    void losesNoMarkOfAnotherThread() throws InterruptedException {
        int[] writes = new int[1];
        int slot = set.add(new TestConnection(() -> writes[0]++));
        int other = set.add(connection("in the same word"));
        Thread marker = new Thread(() -> {
            for (int i = 0; i < 100_000; i++) {
                set.mark(other);
            }
        });
        marker.start();
        for (int i = 1; i <= 10_000; i++) {
            set.mark(slot);
            set.writeAll();
            assertEquals(i, writes[0]);
        }
        marker.join();
    }

    private Writable connection(String name) {
        return new TestConnection(() -> written.add(name));
    }

    private record TestConnection(Runnable onWrite) implements Writable {
        @Override
        public void write() {
            onWrite.run();
        }

        @Override
        public boolean isIdle() {
            return true;
        }

        @Override
        public int offer(byte[] frame, int length) {
            return length;
        }

        @Override
        public void close(CloseReason reason) {}
    }
}
