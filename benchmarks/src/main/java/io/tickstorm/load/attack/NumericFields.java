package io.tickstorm.load.attack;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.tickstorm.proto.v1.ClientFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Lists every numeric field of every client message in the schema, including those of nested messages. */
final class NumericFields {
    /** The edges of 32 bits: 0, 1, 2^31 - 1, 2^31, 2^32 - 1. */
    static final List<Long> EDGES = List.of(0L, 1L, 0x7FFFFFFFL, 0x80000000L, 0xFFFFFFFFL);

    private NumericFields() {}

    /** The fields that lead from the ClientFrame to a number. */
    record Path(List<FieldDescriptor> fields) {
        Path to(FieldDescriptor field) {
            List<FieldDescriptor> longer = new ArrayList<>(fields);
            longer.add(field);
            return new Path(longer);
        }

        boolean isOf(String message) {
            return fields.get(0).getName().equals(message);
        }

        /** Returns the frame with this number in the field, and all else unchanged. */
        ClientFrame with(ClientFrame frame, long number) {
            return (ClientFrame) put(frame, 0, number);
        }

        private Message put(Message message, int depth, long number) {
            FieldDescriptor field = fields.get(depth);
            Message.Builder builder = message.toBuilder();
            if (depth == fields.size() - 1) {
                Object value = valueOf(field, number);
                builder.setField(field, field.isRepeated() ? List.of(value) : value);
            } else {
                builder.setField(field, put((Message) message.getField(field), depth + 1, number));
            }
            return builder.build();
        }

        @Override
        public String toString() {
            return fields.stream().map(FieldDescriptor::getName).collect(Collectors.joining("."));
        }
    }

    /** Returns the paths of all numeric fields. */
    static List<Path> all() {
        List<Path> found = new ArrayList<>();
        collect(ClientFrame.getDescriptor(), new Path(List.of()), found);
        return found;
    }

    private static void collect(Descriptor message, Path before, List<Path> found) {
        for (FieldDescriptor field : message.getFields()) {
            switch (field.getJavaType()) {
                case MESSAGE -> collect(field.getMessageType(), before.to(field), found);
                case INT, LONG, FLOAT, DOUBLE, ENUM -> found.add(before.to(field));
                case BOOLEAN, STRING, BYTE_STRING -> {}
            }
        }
    }

    private static Object valueOf(FieldDescriptor field, long number) {
        return switch (field.getJavaType()) {
            case INT -> (int) number;
            case LONG -> number;
            case FLOAT -> (float) number;
            case DOUBLE -> (double) number;
            case ENUM -> enumValue(field.getEnumType(), (int) number);
            default -> throw new IllegalArgumentException(field + " is not a number");
        };
    }

    private static Object enumValue(EnumDescriptor type, int number) {
        return type.findValueByNumberCreatingIfUnknown(number);
    }
}
