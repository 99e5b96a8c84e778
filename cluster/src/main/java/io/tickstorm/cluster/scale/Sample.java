package io.tickstorm.cluster.scale;

import java.util.Arrays;

/** Numbers of one kind, and their percentiles. */
final class Sample {
    private double[] values = new double[64];
    private int count;

    void add(double value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    int count() {
        return count;
    }

    double mean() {
        return count == 0 ? 0 : Arrays.stream(values, 0, count).sum() / count;
    }

    /** Returns the smallest value that this share of all values does not exceed; 0 without values. */
    double percentile(double share) {
        if (count == 0) {
            return 0;
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted[Math.min(count - 1, Math.max(0, (int) Math.ceil(share * count) - 1))];
    }

    double max() {
        return percentile(1);
    }
}
