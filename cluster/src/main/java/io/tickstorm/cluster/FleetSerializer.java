package io.tickstorm.cluster;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.cluster.v1.NodeMessage;
import io.tickstorm.cluster.v1.RoomAnswer;
import io.tickstorm.cluster.v1.RoomMessage;
import java.io.NotSerializableException;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Encodes {@link FleetMessage}s as protobuf. The manifests and the identifier never change. Any thread. */
public final class FleetSerializer extends SerializerWithStringManifest {
    private static final int IDENTIFIER = 7_430_517;
    private static final String NODE = "N";
    private static final String ROOM = "R";
    private static final String ANSWER = "A";

    /** Called by Pekko. */
    public FleetSerializer(ExtendedActorSystem system) {}

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object object) {
        if (object instanceof FleetMessage.ToNode) {
            return NODE;
        }
        return object instanceof FleetMessage.ToRoom ? ROOM : ANSWER;
    }

    @Override
    public byte[] toBinary(Object object) {
        if (object instanceof FleetMessage.ToNode node) {
            return node.message().toByteArray();
        }
        if (object instanceof FleetMessage.ToRoom room) {
            return room.message().toByteArray();
        }
        if (object instanceof FleetMessage.Answer answer) {
            return answer.message().toByteArray();
        }
        throw new IllegalArgumentException("not a message of the fleet: " + object.getClass());
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        return decode(bytes, manifest);
    }

    /**
     * Returns the message of these bytes.
     *
     * @throws NotSerializableException for a manifest of a newer version; Pekko drops the message, and no other one
     */
    static FleetMessage decode(byte[] bytes, String manifest) throws NotSerializableException {
        try {
            return switch (manifest) {
                case NODE -> new FleetMessage.ToNode(NodeMessage.parseFrom(bytes));
                case ROOM -> new FleetMessage.ToRoom(RoomMessage.parseFrom(bytes));
                case ANSWER -> new FleetMessage.Answer(RoomAnswer.parseFrom(bytes));
                default -> throw new NotSerializableException("unknown manifest " + manifest);
            };
        } catch (InvalidProtocolBufferException e) {
            throw new NotSerializableException("a malformed message of the fleet: " + e.getMessage());
        }
    }
}
