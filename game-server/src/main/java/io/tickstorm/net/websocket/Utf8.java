package io.tickstorm.net.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Validates UTF-8 with the decoder of Java: rejects overlong forms, surrogates and values above U+10FFFF. Used only for
 * text messages and the reasons of a Close, not on the path of binary frames. Any thread.
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
