package io.tickstorm.cluster;

import com.google.protobuf.ByteString;
import io.tickstorm.sim.StateImage;
import java.nio.ByteBuffer;

/** Converts images of rooms to the bytes of a message and back. Pure functions. */
final class Images {
    private Images() {}

    /** Returns the words of an image, big-endian. */
    static ByteString bytes(StateImage image) {
        ByteBuffer bytes = ByteBuffer.allocate(image.length() * Integer.BYTES);
        bytes.asIntBuffer().put(image.words(), 0, image.length());
        return ByteString.copyFrom(bytes);
    }

    /** Returns the image of these bytes. */
    static StateImage image(ByteString bytes) {
        int[] words = new int[bytes.size() / Integer.BYTES];
        bytes.asReadOnlyByteBuffer().asIntBuffer().get(words);
        StateImage image = new StateImage();
        image.set(words, words.length);
        return image;
    }
}
