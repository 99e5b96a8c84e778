package io.tickstorm.net;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.tickstorm.proto.v1.ClientFrame;
import java.util.ArrayList;
import java.util.List;

/** Lists every numeric field of the client messages in the schema, with edge values. */
final class ClientNumbers {
    private static final long[] INTEGERS = {0, 1, Integer.MAX_VALUE, 1L << 31, (1L << 32) - 1, Long.MAX_VALUE, -1};
    private static final double[] DOUBLES = {
        0, 1, Integer.MAX_VALUE, 1L << 31, (1L << 32) - 1, -1, Double.MAX_VALUE, Double.NaN, Double.NEGATIVE_INFINITY
    };

    private ClientNumbers() {}

    /** The path of a field from ClientFrame, and the value to set. */
    record Case(List<FieldDescriptor> path, Object value) {
        /** Returns the names along the path, such as {@code join.epoch}. */
        String field() {
            return String.join(".", path.stream().map(FieldDescriptor::getName).toList());
        }

        /** Returns true for a field of a Join, which is sent first. */
        boolean isOfJoin() {
            return path.get(0).getNumber() == ClientFrame.JOIN_FIELD_NUMBER;
        }

        /** Sets the value in its field, and changes nothing else. */
        ClientFrame.Builder in(ClientFrame.Builder frame) {
            set(frame, 0);
            return frame;
        }

        private void set(Message.Builder in, int depth) {
            FieldDescriptor field = path.get(depth);
            if (depth < path.size() - 1) {
                set(in.getFieldBuilder(field), depth + 1);
            } else if (field.isRepeated()) {
                in.addRepeatedField(field, value);
            } else {
                in.setField(field, value);
            }
        }
    }

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        collect(ClientFrame.getDescriptor(), List.of(), cases);
        return cases;
    }

    private static void collect(Descriptor message, List<FieldDescriptor> path, List<Case> to) {
        for (FieldDescriptor field : message.getFields()) {
            List<FieldDescriptor> longer = new ArrayList<>(path);
            longer.add(field);
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                collect(field.getMessageType(), longer, to);
            } else {
                values(field).forEach(value -> to.add(new Case(longer, value)));
            }
        }
    }

    private static List<Object> values(FieldDescriptor field) {
        List<Object> values = new ArrayList<>();
        switch (field.getJavaType()) {
            case INT -> {
                for (long value : INTEGERS) {
                    values.add((int) value);
                }
            }
            case LONG -> {
                for (long value : INTEGERS) {
                    values.add(value);
                }
            }
            case DOUBLE -> {
                for (double value : DOUBLES) {
                    values.add(value);
                }
            }
            case ENUM -> {
                for (int value : new int[] {0, 1, 31, 32, Integer.MAX_VALUE, -1}) {
                    values.add(field.getEnumType().findValueByNumberCreatingIfUnknown(value));
                }
            }
            default -> {}
        }
        return values;
    }
}
