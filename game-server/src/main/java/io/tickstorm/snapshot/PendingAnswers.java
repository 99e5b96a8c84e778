package io.tickstorm.snapshot;

import io.tickstorm.proto.v1.Acknowledgement;
import io.tickstorm.proto.v1.Error;
import io.tickstorm.proto.v1.Pong;
import io.tickstorm.proto.v1.ServerFrame;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The messages that one client receives once, with its next frame: a Welcome, the answer to a ping, an error,
 * acknowledgements of requests, and a page of the standings. Tick thread only.
 */
final class PendingAnswers {
    private boolean hasPong;
    private long pongSentUs;
    private @Nullable Error error;
    /** A Welcome in two parts: the fields of this client, and the fields shared by all clients of the room. */
    private byte @Nullable [] ownWelcome;

    private byte @Nullable [] sharedWelcome;
    private byte @Nullable [] standings;
    /** Created on first use, because most clients need none. */
    private @Nullable Queue<Acknowledgement> acknowledgements;

    /** Answers a ping; replaces an unsent answer. */
    void pong(long sentUs) {
        hasPong = true;
        pongSentUs = sentUs;
    }

    /** Reports an error; replaces an unsent one. */
    void error(Error newer) {
        error = newer;
    }

    /** Sets a Welcome whose two encoded parts have different fields. */
    void welcome(byte[] own, byte[] shared) {
        ownWelcome = own;
        sharedWelcome = shared;
    }

    /** Sets an encoded page of the standings; replaces an unsent one. */
    void standings(byte[] page) {
        standings = page;
    }

    /** Adds the acknowledgement of a request. */
    void acknowledge(Acknowledgement acknowledgement) {
        if (acknowledgements == null) {
            acknowledgements = new ArrayDeque<>();
        }
        acknowledgements.add(acknowledgement);
    }

    /** Drops the messages for an earlier connection, except a Welcome. */
    void clear() {
        acknowledgements = null;
        standings = null;
        hasPong = false;
        error = null;
    }

    /** Writes and removes the answer to a ping, the Welcome and the error. */
    void write(WireBuffer out) {
        if (hasPong) {
            int pong = out.startMessage(ServerFrame.PONG_FIELD_NUMBER);
            out.longField(Pong.SENT_US_FIELD_NUMBER, pongSentUs);
            out.endMessage(pong);
            hasPong = false;
        }
        if (ownWelcome != null && sharedWelcome != null) {
            out.startBytes(ServerFrame.WELCOME_FIELD_NUMBER, ownWelcome.length + sharedWelcome.length);
            out.put(ownWelcome, 0, ownWelcome.length);
            out.put(sharedWelcome, 0, sharedWelcome.length);
            ownWelcome = null;
            sharedWelcome = null;
        }
        if (error != null) {
            out.field(ServerFrame.ERROR_FIELD_NUMBER, error.toByteArray());
            error = null;
        }
    }

    /** Writes and removes the acknowledgements, oldest first. */
    void writeAcknowledgements(WireBuffer out) {
        Queue<Acknowledgement> waiting = acknowledgements;
        // Bounded: only this thread adds to it.
        while (waiting != null && !waiting.isEmpty()) {
            out.field(
                    ServerFrame.ACKNOWLEDGEMENTS_FIELD_NUMBER, waiting.remove().toByteArray());
        }
    }

    /** Writes and removes the page of the standings. */
    void writeStandings(WireBuffer out) {
        if (standings != null) {
            out.field(ServerFrame.STANDINGS_FIELD_NUMBER, standings);
            standings = null;
        }
    }
}
