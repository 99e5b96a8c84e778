package io.tickstorm.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ServerMetricsTest {
    private static final long MS = 1_000_000;
    private static final long S = 1_000 * MS;

    @Test
    void theMaximumIsForgottenAfterTwoWindowsAtTheLatest() {
        RecentMax max = new RecentMax();
        assertEquals(0, max.at(10 * S));
        max.observe(7, 10 * S);
        max.observe(3, 11 * S);
        assertEquals(7, max.at(11 * S));
        max.observe(5, 12 * S);
        assertEquals(7, max.at(13 * S), "within the window before");
        assertEquals(5, max.at(14 * S));
        assertEquals(0, max.at(16 * S));
    }

    @Test
    void aTickLastsFromItsDeadlineToTheLastWrite() throws IOException {
        ServerMetrics metrics = new ServerMetrics();
        metrics.timings.written(2 * S, 2 * S + 5 * MS);
        String text = text(metrics);
        assertTrue(text.contains("tickstorm_tick_written_seconds_count 1\n"), text);
        assertTrue(text.contains("tickstorm_tick_written_seconds_sum 0.005\n"), text);
        assertTrue(text.contains("tickstorm_tick_written_seconds_bucket{le=\"0.0046416\"} 0\n"), text);
        assertTrue(text.contains("tickstorm_tick_written_seconds_bucket{le=\"0.0056234\"} 1\n"), text);
    }

    @Test
    void reportsTheResourcesOfTheProcess() throws IOException {
        String text = text(new ServerMetrics());
        for (String name : new String[] {
            "process_cpu_seconds_total ",
            "jvm_gc_collection_seconds_sum{",
            "jvm_memory_used_bytes{area=\"heap\"} ",
            "tickstorm_allocated_bytes_total ",
            "tickstorm_ticks_overrun_total "
        }) {
            assertTrue(text.contains("\n" + name), name + "is missing in: " + text);
        }
    }

    private static String text(ServerMetrics metrics) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.builder()
                .build()
                .write(bytes, metrics.registry().scrape());
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
