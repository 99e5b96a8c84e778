package io.tickstorm.metrics;

import com.sun.management.ThreadMXBean;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;

/** Reads CPU, memory, pauses and garbage of the process. They are read only on request. Any thread. */
final class ProcessFigures {
    private final AtomicLong allocatedBytes = new AtomicLong();

    ProcessFigures(PrometheusRegistry registry) {
        ProcessMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        JvmMemoryMetrics.builder().register(registry);
        JvmBufferPoolMetrics.builder().register(registry);
        // The library's own set of thread metrics detects deadlocks, and stops all threads for that.
        GaugeWithCallback.builder()
                .name("jvm_threads_current")
                .help("Current thread count of a JVM")
                .callback(
                        gauge -> gauge.call(ManagementFactory.getThreadMXBean().getThreadCount()))
                .register(registry);
        if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                && threads.isThreadAllocatedMemorySupported()) {
            CounterWithCallback.builder()
                    .name("tickstorm_allocated_bytes_total")
                    .help("Bytes allocated on the heap by living threads")
                    .callback(counter -> counter.call((double) allocatedBytes(threads)))
                    .register(registry);
        }
    }

    /** Returns the allocated bytes. The share of ended threads is added, because a counter must not fall. */
    private long allocatedBytes(ThreadMXBean threads) {
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return allocatedBytes.accumulateAndGet(sum, Math::max);
    }
}
