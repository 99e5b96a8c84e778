package io.tickstorm.net.connection;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/** Measures the memory that this process holds. Any thread. */
final class ProcessMemory {
    private ProcessMemory() {}

    /**
     * Returns the bytes in use on the heap and in direct buffers, which are freed one collection after their owners.
     */
    static long bytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        long bytes = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            bytes += pool.getMemoryUsed();
        }
        return bytes;
    }
}
