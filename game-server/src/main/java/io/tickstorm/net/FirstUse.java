package io.tickstorm.net;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.net.session.ClientMessage;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.PollAnswer;
import io.tickstorm.proto.v1.PollRequest;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.room.PersonText;
import io.tickstorm.room.ResumeToken;
import io.tickstorm.text.ClientText;
import io.tickstorm.text.FrameFormatter;
import io.tickstorm.text.UnreadableException;

/**
 * Loads the classes that the first client of each kind needs, before it connects. On an I/O thread that would take up
 * to a fifth of a second, in which all other clients wait for their frames. Runs once, on a worker thread.
 */
final class FirstUse {
    private static final String TEXT = "{\"join\": {\"name\": \"Ada\"}, \"input\": {\"moveX\": 0.5, \"aim\": 1e1}}";

    private FirstUse() {}

    static void load() {
        try {
            ClientFrame frame = ClientText.parse(TEXT);
            new ClientMessage().decode(frame.toByteArray(), frame.getSerializedSize());
            byte[] formatted = new FrameFormatter()
                    .format(ServerFrame.newBuilder().setTick(1).build());
            PollRequest request =
                    PollRequest.newBuilder().addFrames(frame.toByteString()).build();
            PollAnswer answer = PollAnswer.newBuilder()
                    .addFrames(PollRequest.parseFrom(request.toByteArray()).getFrames(0))
                    .build();
            String name = PersonText.name(frame.getJoin().getName());
            String hash = ResumeToken.hash(answer.toByteString());
            if (formatted.length == 0 || name == null || hash.isEmpty()) {
                throw new IllegalStateException("a warm-up step has no result");
            }
        } catch (UnreadableException | InvalidProtocolBufferException e) {
            throw new IllegalStateException("a warm-up message cannot be parsed", e);
        }
    }
}
