package io.tickstorm.net.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkedBodyTest {
    private static final int MAX = 20;

    @Test
    void joinsChunksThatArriveInAnyPieces() {
        String whole = "3\r\nabc\r\n0005;a=b\r\ndefgh\r\nA \r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n";
        for (int part = 1; part <= whole.length(); part++) {
            ChunkedBody body = new ChunkedBody(MAX);
            ChunkedBody.Result result = ChunkedBody.Result.PARTIAL;
            for (int at = 0; at < whole.length(); at += part) {
                assertEquals(ChunkedBody.Result.PARTIAL, result);
                result = body.parse(bytes(whole.substring(at, Math.min(whole.length(), at + part))));
            }
            assertEquals(ChunkedBody.Result.WHOLE, result);
            assertEquals("abcdefgh0123456789", new String(body.bytes(), StandardCharsets.ISO_8859_1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "15\r\n",
                "5000\r\n",
                "fffffff\r\n",
                "ffffffffffffffffff\r\n",
                "a\r\n0123456789\r\nb\r\n",
            })
    void refusesAChunkThatLeadsBeyondTheLimitAtItsSize(String text) {
        assertEquals(ChunkedBody.Result.TOO_LARGE, new ChunkedBody(MAX).parse(bytes(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\n",
                "-1\r\n",
                "+1\r\n",
                "0x1\r\n",
                " 1\r\n",
                "\r\n",
                ";a\r\n",
                "1\n",
                "1\rX",
                "1\r\nab",
                "1\r\na\n",
                "1\r\na\rX",
                "000000001\r\n",
                "0\r\na\u0000",
                "0\r\na\r\n\r\u0000",
                "1;\u0001\r\n"
            })
    void refusesInvalidChunks(String text) {
        assertEquals(ChunkedBody.Result.MALFORMED, new ChunkedBody(MAX).parse(bytes(text)));
    }

    @Test
    void extensionsAndTrailersAreLimited() {
        assertEquals(ChunkedBody.Result.MALFORMED, new ChunkedBody(MAX).parse(bytes("1;" + "a".repeat(2_000))));
        assertEquals(ChunkedBody.Result.MALFORMED, new ChunkedBody(MAX).parse(bytes("0\r\n" + "a: b\r\n".repeat(500))));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
