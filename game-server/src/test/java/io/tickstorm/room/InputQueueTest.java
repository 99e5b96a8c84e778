package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Weapon;
import org.junit.jupiter.api.Test;

class InputQueueTest {
    private final InputQueue queue = new InputQueue();

    @Test
    void returnsEveryFieldInOrder() {
        assertTrue(queue.offer(70_000, 0xABCDEF, 69_990, 77, Long.MIN_VALUE));
        assertTrue(queue.offer(70_001, 0, 0, 0, 5));
        assertTrue(queue.poll());
        assertEquals(70_000, queue.tick());
        assertEquals(0xABCDEF, queue.command());
        assertEquals(69_990, queue.acknowledgedTick());
        assertEquals(77, queue.viewAge16ths());
        assertEquals(Long.MIN_VALUE, queue.arrivalNs());
        assertTrue(queue.poll());
        assertEquals(70_001, queue.tick());
        assertFalse(queue.poll());
    }

    @Test
    void refusesTheNewestWhenFull() {
        int taken = 0;
        while (queue.offer(taken + 1, 0, 0, 0, 0)) {
            taken++;
        }
        assertEquals(64, taken);
        assertTrue(queue.poll());
        assertEquals(1, queue.tick());
        assertTrue(queue.offer(65, 0, 0, 0, 0));
    }

    @Test
    void losesAndReordersNothingBetweenTwoThreads() throws InterruptedException {
        int count = 200_000;
        Thread producer = new Thread(() -> {
            for (int tick = 1; tick <= count; ) {
                tick += queue.offer(tick, tick * 31, tick - 1, 0, tick) ? 1 : 0;
            }
        });
        producer.start();
        for (int tick = 1; tick <= count; ) {
            if (queue.poll()) {
                assertEquals(tick, queue.tick());
                assertEquals(tick * 31, queue.command());
                tick++;
            }
        }
        producer.join();
    }

    @Test
    void knowsTheDocumentedRanges() {
        int command = InputCommand.of(7, -7, 4095, Weapon.BLASTER.button);
        assertTrue(InputQueue.isInRange(10, command, 10, 0));
        assertTrue(InputQueue.isInRange(10, 0, 0, 0), "an acknowledgement alone");
        assertFalse(InputQueue.isInRange(10, command | 1 << 24, 0, 0), "an aim beyond 4,095");
        assertFalse(InputQueue.isInRange(10, command & ~0xF0, 0, 0), "a move of 0, which is none");
        for (int bit = 0; bit < 4; bit++) {
            boolean isOfWeapon = (Weapon.BUTTONS >> bit & 1) != 0;
            assertEquals(isOfWeapon, InputQueue.isInRange(10, command | 1 << bit, 0, 0), "button " + bit);
        }
        assertFalse(InputQueue.isInRange(10, command, 11, 0), "a frame before the first");
        assertFalse(InputQueue.isInRange(-5, command, 0, 0));
        assertFalse(InputQueue.isInRange(10, command, 0, -1));
    }
}
