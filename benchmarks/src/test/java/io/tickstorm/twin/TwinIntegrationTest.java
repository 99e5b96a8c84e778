package io.tickstorm.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.ServerOptions;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.twin.Twin.Running;
import io.tickstorm.twin.Twin.Stack;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that each twin plays the same game. Does not check speed. */
@Timeout(60)
class TwinIntegrationTest {
    private static final ServerOptions OPTIONS = ServerOptions.of(List.of("--seats=4", "--bots=2", "--rooms=2"));
    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();

    @ParameterizedTest
    @EnumSource(Stack.class)
    void aPlayerJoinsFliesAndIsClosedForAnInvalidMessage(Stack stack) throws Exception {
        try (Running twin = Twin.start(stack, 0, OPTIONS)) {
            WebSocket socket = connect(twin.port());
            send(socket, ClientFrame.newBuilder().setJoin(Join.newBuilder().setName("Ada")));
            ServerFrame welcome = nextFrame();
            assertTrue(welcome.hasWelcome());
            assertEquals(30, welcome.getWelcome().getTickRate());

            ServerFrame newest = welcome;
            boolean received = false;
            for (int i = 0; i < 300 && !received; i++) {
                send(
                        socket,
                        ClientFrame.newBuilder()
                                .setInputTick(newest.getTick() + 2)
                                .setControl(InputCommand.of(7, 0, i, 0))
                                .setAcknowledgedAge(2));
                newest = nextFrame();
                assertTrue(newest.getSinceAge() > 0, "each frame refers to an earlier one");
                received = newest.getInputMargin() != 0;
            }
            assertTrue(received, "a frame reports how early an input arrived");

            socket.sendBinary(ByteBuffer.wrap(new byte[] {-1, -1}), true).join();
            assertEquals(1007, closeCode.join());
        }
    }

    private WebSocket connect(int port) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("tickstorm.v1")
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws"), new Listener())
                .join();
    }

    private static void send(WebSocket socket, ClientFrame.Builder frame) {
        socket.sendBinary(ByteBuffer.wrap(frame.build().toByteArray()), true).join();
    }

    private ServerFrame nextFrame() throws InterruptedException, InvalidProtocolBufferException {
        return ServerFrame.parseFrom(messages.take());
    }

    private final class Listener implements WebSocket.Listener {
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] part = new byte[data.remaining()];
            data.get(part);
            message.writeBytes(part);
            if (last) {
                messages.add(message.toByteArray());
                message.reset();
            }
            return WebSocket.Listener.super.onBinary(socket, data, last);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closeCode.complete(code);
            return CompletableFuture.completedFuture(null);
        }
    }
}
