package io.tickstorm.net.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Checks UTF-8 with the decoder of Java: no overlong form, no surrogate, nothing above U+10FFFF. Only text messages and
 * the reasons of a Close are checked; binary frames, which are the frame path, never come here. Any thread.
 */
final class Utf8 {
    private Utf8() {}

    static boolean isValid(byte[] bytes, int from, int to) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
