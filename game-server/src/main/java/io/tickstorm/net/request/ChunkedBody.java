package io.tickstorm.net.request;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * A body in chunked transfer coding (RFC 9112, section 7.1), read strictly and up to a limit. Undertow's own reader
 * closes the connection without an answer when a chunk is too large, and prints a stack trace. I/O thread only.
 *
 * <pre>
 *   size in hex [;extension] CRLF  data CRLF  ...  0 [;extension] CRLF  [trailer CRLF ...] CRLF
 * </pre>
 */
final class ChunkedBody {
    /** Bytes of all extensions and trailers together. */
    private static final int EXTRA_BYTES_MAX = 1_024;

    private static final int SIZE_DIGITS_MAX = 8;
    private static final int RADIX = 16;

    enum Result {
        /** The body is incomplete. */
        PARTIAL,
        WHOLE,
        TOO_LARGE,
        MALFORMED
    }

    private enum State {
        SIZE,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        LINE_START,
        TRAILER,
        TRAILER_LF,
        LAST_LF
    }

    private final int bytesMax;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private State state = State.SIZE;
    private long chunkLeft;
    private int digits;
    private int extraBytes;

    ChunkedBody(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Parses the received bytes; call it again only after {@link Result#PARTIAL}. */
    Result parse(ByteBuffer in) {
        while (in.hasRemaining()) {
            Result result = state == State.DATA ? takeData(in) : takeByte(in.get());
            if (result != Result.PARTIAL) {
                return result;
            }
        }
        return Result.PARTIAL;
    }

    byte[] bytes() {
        return body.toByteArray();
    }

    private Result takeData(ByteBuffer in) {
        int count = (int) Math.min(chunkLeft, in.remaining());
        byte[] part = new byte[count];
        in.get(part);
        body.write(part, 0, count);
        chunkLeft -= count;
        state = chunkLeft == 0 ? State.DATA_CR : State.DATA;
        return Result.PARTIAL;
    }

    private Result takeByte(byte next) {
        return switch (state) {
            case SIZE -> takeSize(next);
            case EXTENSION -> next == '\r' ? go(State.SIZE_LF) : extra(next);
            case SIZE_LF -> next == '\n' ? go(sizeEnds()) : Result.MALFORMED;
            case DATA_CR -> next == '\r' ? go(State.DATA_LF) : Result.MALFORMED;
            case DATA_LF -> next == '\n' ? go(State.SIZE) : Result.MALFORMED;
            case LINE_START -> next == '\r' ? go(State.LAST_LF) : trailer(next);
            case TRAILER -> next == '\r' ? go(State.TRAILER_LF) : extra(next);
            case TRAILER_LF -> next == '\n' ? go(State.LINE_START) : Result.MALFORMED;
            case LAST_LF -> next == '\n' ? Result.WHOLE : Result.MALFORMED;
            case DATA -> throw new IllegalStateException("data is read without this method");
        };
    }

    private Result takeSize(byte next) {
        int digit = Character.digit(next, RADIX);
        if (digit >= 0 && digits < SIZE_DIGITS_MAX) {
            digits++;
            chunkLeft = chunkLeft * RADIX + digit;
            return body.size() + chunkLeft > bytesMax ? Result.TOO_LARGE : Result.PARTIAL;
        }
        if (digits == 0 || digit >= 0) {
            return Result.MALFORMED;
        }
        return switch (next) {
            case '\r' -> go(State.SIZE_LF);
            case ';', ' ', '\t' -> go(State.EXTENSION);
            default -> Result.MALFORMED;
        };
    }

    private State sizeEnds() {
        digits = 0;
        return chunkLeft == 0 ? State.LINE_START : State.DATA;
    }

    private Result trailer(byte next) {
        state = State.TRAILER;
        return extra(next);
    }

    private Result extra(byte next) {
        boolean isText = next >= ' ' || next == '\t';
        return isText && ++extraBytes <= EXTRA_BYTES_MAX ? Result.PARTIAL : Result.MALFORMED;
    }

    private Result go(State to) {
        state = to;
        return Result.PARTIAL;
    }
}
