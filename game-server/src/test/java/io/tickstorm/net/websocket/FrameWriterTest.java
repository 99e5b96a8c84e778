package io.tickstorm.net.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameWriterTest {
    private final ByteBuffer out = ByteBuffer.allocate(70_000);

    @ParameterizedTest
    @CsvSource({"0, 8200", "1, 8201", "125, 827d", "126, 827e007e", "65535, 827effff", "65536, 827f0000000000010000"})
    void writesTheShortestHeader(int length, String header) {
        FrameWriter.binary(out, new byte[length], length);
        assertEquals(header, hex(0, header.length() / 2));
        assertEquals(length + header.length() / 2, out.position());
    }

    @Test
    void writesCloseWithCodeAndReason() {
        FrameWriter.close(out, 1001, "bye");
        assertEquals("880503e9627965", hex(0, out.position()));
    }

    @Test
    void cutsAReasonThatIsTooLong() {
        FrameWriter.close(out, 1000, "x".repeat(200));
        assertEquals(FrameWriter.CONTROL_MAX, out.position());
    }

    private String hex(int from, int to) {
        return HexFormat.of().formatHex(out.array(), from, to);
    }
}
