package io.tickstorm.exchange;

/**
 * The counts of one number of players over one transport in the counted time. Its fields are the JSON that one process
 * prints for another. An exchange is an input that a received snapshot includes.
 *
 * @param segments TCP segments that the machine sent, both ends together; negative if it does not count them
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
    /** The headers that Linux puts before the bytes of a segment: IPv4 20, TCP 20, timestamps 12. */
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

    /** Returns the share of the exchanges that took place; 1 is 30 a second for each player. */
    double exchangedShare() {
        return exchanges / (seconds * Payload.TICK_RATE * players);
    }
}
