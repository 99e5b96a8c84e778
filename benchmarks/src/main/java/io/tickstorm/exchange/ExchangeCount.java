package io.tickstorm.exchange;

/**
 * What one number of players did by one way in the counted time; the fields are the JSON that one process tells the
 * other. An exchange is an input that a snapshot included.
 *
 * @param segments TCP segments that the machine sent, both ends together; negative if it does not say
 */
record ExchangeCount(
        int players,
        double seconds,
        long exchanges,
        long snapshots,
        long bytesUp,
        long bytesDown,
        long connections,
        long roundTrips,
        long segments,
        long serverCpuNs,
        long p50Us,
        long p99Us) {
    /** IPv4 20, TCP 20, timestamps 12: what Linux puts before the bytes of a segment. */
    static final int SEGMENT_HEADER_BYTES = 52;

    double perExchange(long figure) {
        return (double) figure / Math.max(1, exchanges);
    }

    double segmentsEach() {
        return perExchange(segments);
    }

    double headerBytesEach() {
        return segmentsEach() * SEGMENT_HEADER_BYTES;
    }

    double wireBytesEach() {
        return perExchange(bytesUp + bytesDown) + headerBytesEach();
    }

    double cpuUsEach() {
        return perExchange(serverCpuNs) / 1e3;
    }

    /** Of 30 a second for everybody. */
    double exchangedShare() {
        return exchanges / (seconds * Payload.TICK_RATE * players);
    }
}
