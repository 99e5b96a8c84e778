package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.UnknownFieldSet;
import com.typesafe.config.ConfigFactory;
import io.tickstorm.cluster.v1.NodeMessage;
import io.tickstorm.cluster.v1.RoomAnswer;
import io.tickstorm.cluster.v1.RoomMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Messages between servers as each version encodes them. The files of a version never change once it was released: a
 * change of messages gets a new version in fleet.conf and in {@link MessageSamples#versions}, and its own folder, which
 * {@link #record} writes: {@code -Dtest=FleetSerializerTest -Dtickstorm.record=true}. The oldest folder may go when the
 * version after it is the oldest neighbour.
 */
class FleetSerializerTest {
    private static final UnknownFieldSet NEWER = UnknownFieldSet.newBuilder()
            .addField(900, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
            .addField(
                    901,
                    UnknownFieldSet.Field.newBuilder()
                            .addLengthDelimited(com.google.protobuf.ByteString.copyFromUtf8("newer"))
                            .build())
            .build();

    @Test
    void everyFieldOfEveryVersionIsRead() throws IOException {
        int read = 0;
        for (int version : MessageSamples.versions()) {
            for (String name : names(version)) {
                Message message = decode(name, bytes(version, name + ".bin"));
                assertEquals(text(version, name), TextFormat.printer().printToString(message), name);
                read++;
            }
        }
        assertTrue(read >= 11, read + " messages");
    }

    @Test
    void theNewestVersionIsStoredCompletely() throws IOException {
        int newest = MessageSamples.versions().get(MessageSamples.versions().size() - 1);
        Map<String, Message> all = MessageSamples.all();
        assertEquals(List.copyOf(all.keySet()), names(newest));
        for (Map.Entry<String, Message> sample : all.entrySet()) {
            assertArrayEquals(
                    sample.getValue().toByteArray(), bytes(newest, sample.getKey() + ".bin"), sample.getKey());
        }
        assertEquals(
                newest,
                ConfigFactory.parseResources("fleet.conf").getInt(FleetAdmission.PROTOCOL),
                "the version in fleet.conf");
    }

    @Test
    void fieldsOfANewerVersionAreIgnored() throws IOException {
        for (Map.Entry<String, Message> sample : MessageSamples.all().entrySet()) {
            Message newer =
                    sample.getValue().toBuilder().setUnknownFields(NEWER).build();
            Message decoded = decode(sample.getKey(), newer.toByteArray());
            Message known =
                    DiscardUnknownFieldsParser.wrap(decoded.getParserForType()).parseFrom(decoded.toByteArray());
            assertEquals(sample.getValue(), known);
        }
    }

    @Test
    void aMessageOfANewerVersionHasNoKnownCase() throws IOException {
        byte[] unknown = NEWER.toByteArray();
        assertEquals(NodeMessage.MessageCase.MESSAGE_NOT_SET, ((NodeMessage) decode("N-", unknown)).getMessageCase());
        assertEquals(RoomMessage.MessageCase.MESSAGE_NOT_SET, ((RoomMessage) decode("R-", unknown)).getMessageCase());
        assertEquals("", ((RoomAnswer) decode("A-", unknown)).getRefusal());
    }

    @Test
    void anUnknownManifestAndMalformedBytesAreRefused() {
        assertThrows(NotSerializableException.class, () -> FleetSerializer.decode(new byte[0], "Z"));
        assertThrows(NotSerializableException.class, () -> FleetSerializer.decode(new byte[] {10, 99}, "N"));
    }

    /** Writes the files of the newest version into the sources. */
    @Test
    @EnabledIfSystemProperty(named = "tickstorm.record", matches = "true")
    void record() throws IOException {
        int newest = MessageSamples.versions().get(MessageSamples.versions().size() - 1);
        Path folder = Path.of("src/test/resources/io/tickstorm/cluster/messages", String.valueOf(newest));
        Files.createDirectories(folder);
        for (Map.Entry<String, Message> sample : MessageSamples.all().entrySet()) {
            Files.write(
                    folder.resolve(sample.getKey() + ".bin"), sample.getValue().toByteArray());
            Files.writeString(
                    folder.resolve(sample.getKey() + ".txt"),
                    TextFormat.printer().printToString(sample.getValue()));
        }
        Files.write(folder.resolve("names.txt"), MessageSamples.all().keySet());
    }

    /** Decodes as a server does; the name begins with the manifest. */
    private static Message decode(String name, byte[] bytes) throws IOException {
        FleetMessage decoded = FleetSerializer.decode(bytes, name.substring(0, 1));
        if (decoded instanceof FleetMessage.ToNode node) {
            return node.message();
        }
        return decoded instanceof FleetMessage.ToRoom room ? room.message() : ((FleetMessage.Answer) decoded).message();
    }

    private static List<String> names(int version) throws IOException {
        String all = new String(bytes(version, "names.txt"), StandardCharsets.UTF_8);
        return new ArrayList<>(all.lines().toList());
    }

    private static String text(int version, String name) throws IOException {
        return new String(bytes(version, name + ".txt"), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int version, String file) throws IOException {
        String name = "messages/" + version + "/" + file;
        try (InputStream in = FleetSerializerTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
