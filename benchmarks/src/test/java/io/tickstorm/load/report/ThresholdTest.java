package io.tickstorm.load.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdTest {
    private static final Map<String, Double> FIGURES =
            Map.of("input_to_ack_p99", 0.0501, "skipped_share", 0.02, "lost", 0.0, "bytes_per_frame", 150.0);

    @ParameterizedTest
    @CsvSource({
        "input_to_ack_p99<51ms, true",
        "input_to_ack_p99 < 0.0502s, true",
        "input_to_ack_p99<50100us, false",
        "input_to_ack_p99>50ms, true",
        "skipped_share<=2%, true",
        "skipped_share<2%, false",
        "skipped_share>=0.02, true",
        "lost<=0, true",
        "bytes_per_frame<0.1kB, false"
    })
    void comparesInTheFiguresUnit(String text, boolean holds) {
        assertEquals(holds, Threshold.parse(text).fault(FIGURES) == null);
    }

    @Test
    void reportsTheActualFigure() {
        assertEquals(
                "input_to_ack_p99<50ms does not hold: it is 50.1 ms",
                Threshold.parse("input_to_ack_p99<50ms").fault(FIGURES));
        assertEquals(
                "tick_p99<5ms cannot be evaluated: this run has no tick_p99",
                Threshold.parse("tick_p99<5ms").fault(FIGURES));
        assertNull(Threshold.parse("lost<1").fault(FIGURES));
    }

    @ParameterizedTest
    @CsvSource({
        "input_to_akc_p99<50ms, no figure is called 'input_to_akc_p99'; there are input_to_ack_p50",
        "input_to_ack_p99<50, input_to_ack_p99 is measured in us",
        "input_to_ack_p99<50%, 'input_to_ack_p99 is measured in us, ms or s, not in %'",
        "input_to_ack_p99=50ms, a threshold must look like",
        "lost<3ms, 'lost is measured in plain numbers, not in ms'"
    })
    void anInvalidThresholdIsExplained(String text, String words) {
        String printed = String.valueOf(assertThrows(IllegalArgumentException.class, () -> Threshold.parse(text))
                .getMessage());
        assertTrue(printed.startsWith(words), printed);
    }
}
