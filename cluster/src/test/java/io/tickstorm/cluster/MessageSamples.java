package io.tickstorm.cluster;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import io.tickstorm.cluster.v1.NodeMessage;
import io.tickstorm.cluster.v1.RoomAnswer;
import io.tickstorm.cluster.v1.RoomMessage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One message of each kind that crosses the network, with a value in every field. Pure functions. */
final class MessageSamples {
    private MessageSamples() {}

    /** Returns the messages by a name that begins with their manifest, such as {@code N-report}. */
    static Map<String, Message> all() {
        Map<String, Message> all = new TreeMap<>();
        addCases("N-", NodeMessage.getDefaultInstance(), all);
        addCases("R-", RoomMessage.getDefaultInstance(), all);
        all.put("A-answer", filled(RoomAnswer.newBuilder()));
        return all;
    }

    private static void addCases(String prefix, Message type, Map<String, Message> all) {
        for (OneofDescriptor choice : type.getDescriptorForType().getOneofs()) {
            for (FieldDescriptor field : choice.getFields()) {
                Message.Builder builder = type.newBuilderForType();
                Message common = filled(builder);
                Message.Builder sample = common.toBuilder().clearOneof(choice);
                sample.setField(field, filled(sample.newBuilderForField(field)));
                all.put(prefix + field.getName(), sample.build());
            }
        }
    }

    private static Message filled(Message.Builder builder) {
        for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
            if (field.isRepeated()) {
                builder.addRepeatedField(field, value(builder, field));
                builder.addRepeatedField(field, value(builder, field));
            } else {
                builder.setField(field, value(builder, field));
            }
        }
        return builder.build();
    }

    /** Returns a value that differs from the default and from those of the fields beside it. */
    private static Object value(Message.Builder builder, FieldDescriptor field) {
        int number = field.getNumber();
        return switch (field.getJavaType()) {
            case BOOLEAN -> true;
            case INT -> field.getType() == FieldDescriptor.Type.SINT32 ? -1_000 - number : 1_000 + number;
            case LONG -> 5_000_000_000L + number;
            case STRING -> field.getName() + " of " + field.getContainingType().getName();
            case BYTE_STRING -> ByteString.copyFrom(new byte[] {(byte) number, 0, -1});
            case MESSAGE -> filled(builder.newBuilderForField(field));
            case FLOAT, DOUBLE, ENUM -> throw new AssertionError("no value for " + field.getFullName());
        };
    }

    /** Returns the versions of messages that have to be understood, the oldest first. */
    static List<Integer> versions() {
        return List.of(1);
    }
}
