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

/** Reads the cost of the process: CPU, memory, pauses, garbage. Only a request reads; nothing runs in between. */
final class ProcessFigures {
    private final AtomicLong allocatedBytes = new AtomicLong();

    ProcessFigures(PrometheusRegistry registry) {
        ProcessMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        JvmMemoryMetrics.builder().register(registry);
        JvmBufferPoolMetrics.builder().register(registry);
        // The library's own set of thread metrics looks for deadlocks, and stops every thread for that.
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
                    .help("Bytes allocated on the heap by the threads that live")
                    .callback(counter -> counter.call((double) allocatedBytes(threads)))
                    .register(registry);
        }
    }

    /** A thread that ends takes its share along; a counter must not fall. */
    private long allocatedBytes(ThreadMXBean threads) {
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return allocatedBytes.accumulateAndGet(sum, Math::max);
    }
}
