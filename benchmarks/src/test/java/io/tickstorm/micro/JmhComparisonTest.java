package io.tickstorm.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JmhComparisonTest {
    @Test
    void aDifferenceCountsOnlyIfEveryRoundShowsIt() {
        String table =
                JmhComparison.table(Map.of("A 10, us/op", List.of(2.0, 4.0)), Map.of("A 10, us/op", List.of(1.0, 3.0)));
        assertEquals(
                "| A 10, us/op | 3.00 (2.00–4.00) | 2.00 (1.00–3.00) | 0.625 (0.500–0.750) | faster |",
                lastLine(table));
        assertEquals(
                "| A | 3.00 (2.00–4.00) | 4.00 (3.00–5.00) | 1.375 (1.250–1.500) | slower |",
                lastLine(JmhComparison.table(Map.of("A", List.of(2.0, 4.0)), Map.of("A", List.of(3.0, 5.0)))));
        assertEquals(
                "| A | 3.00 (2.00–4.00) | 3.00 (3.00–3.00) | 1.125 (0.750–1.500) | no clear difference |",
                lastLine(JmhComparison.table(Map.of("A", List.of(2.0, 4.0)), Map.of("A", List.of(3.0, 3.0)))));
    }

    @Test
    void aDifferenceAsLargeAsBetweenForksDoesNotCount() {
        assertEquals(
                "| A | 100.00 (100.00–100.00) | 103.50 (103.00–104.00) | 1.035 (1.030–1.040) | no clear difference |",
                lastLine(JmhComparison.table(Map.of("A", List.of(100.0, 100.0)), Map.of("A", List.of(103.0, 104.0)))));
    }

    @Test
    void benchmarksMissingInTheBaselineAreNamed() {
        assertEquals(
                "| New | not in the baseline | | | |",
                lastLine(JmhComparison.table(Map.of(), Map.of("New", List.of(1.0)))));
    }

    private static String lastLine(String table) {
        List<String> lines = table.lines().toList();
        return lines.get(lines.size() - 1);
    }
}
