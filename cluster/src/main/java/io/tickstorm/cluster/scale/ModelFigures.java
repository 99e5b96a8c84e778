package io.tickstorm.cluster.scale;

/** The figures that a run of the model collects. */
final class ModelFigures {
    /** Time that an allocation waits for those before it, in ms. */
    final Sample queueMs = new Sample();
    /** Allocations that wait when another one arrives. */
    final Sample queueLength = new Sample();
    /** Time from the last tick on one server to the new owner, in ms. */
    final Sample moveMs = new Sample();
    /** Time from the loss of a server until a player of it is back, in s. */
    final Sample backS = new Sample();

    private long takeOvers;
    private long opened;
    private long lost;
    private long joins;
    private long sentOn;
    private long askedAgain;
    private long grouped;
    private long separated;

    void queued(long waitUs, int length) {
        queueMs.add(waitUs / 1e3);
        queueLength.add(length);
    }

    void opened() {
        opened++;
    }

    void moved(long tookUs) {
        moveMs.add(tookUs / 1e3);
    }

    void tookOver() {
        takeOvers++;
    }

    /** Notes a room whose owner and keeper were lost together. */
    void lost() {
        lost++;
    }

    void joined() {
        joins++;
    }

    /** Notes that a server has named another one. */
    void sentOn() {
        sentOn++;
    }

    /** Notes a player who was sent on too often, and begins again. */
    void askedAgain() {
        askedAgain++;
    }

    /** Notes the members of a group who got the room of the first one, and those who did not. */
    void group(int together, int apart) {
        grouped += together;
        separated += apart;
    }

    long moves() {
        return moveMs.count();
    }

    long takeOvers() {
        return takeOvers;
    }

    long roomsOpened() {
        return opened;
    }

    long roomsLost() {
        return lost;
    }

    /** Returns how often a quick match is sent to another server, in the mean. */
    double hopsPerJoin() {
        return joins == 0 ? 0 : (double) sentOn / joins;
    }

    /** Returns the share of quick matches that begin again, in percent. */
    double askedAgainPercent() {
        return joins == 0 ? 0 : 100.0 * askedAgain / joins;
    }

    /** Returns the share of group members who got another room than the first one, in percent. */
    double separatedPercent() {
        return grouped + separated == 0 ? 0 : 100.0 * separated / (grouped + separated);
    }
}
