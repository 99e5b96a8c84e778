package io.tickstorm.load.attack;

import io.tickstorm.load.server.ServerFigures;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.Welcome;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Sends the edges of signs and widths in every numeric field of every client message, in the room in
 * which others play. It uses each of the three protocols, and a valid resume token.
 */
final class ExtremeNumbers extends Attack {
    private static final String NAME = "Edge";

    /** The protocols of the server. */
    enum Protocol {
        BINARY,
        TEXT,
        POLLING
    }

    private record Case(Protocol protocol, NumericFields.Path path, long number) {}

    private final Target target;
    private final Random random;
    private final List<Case> cases = new ArrayList<>();
    private final URI metrics;
    private final List<Protocol> protocols;
    private int resumed;

    /**
     * Prepares one case for each number, field and protocol.
     *
     * @param server address that players connect to
     * @param metrics address of its metrics
     * @param which chooses the fields
     */
    ExtremeNumbers(URI server, URI metrics, int seed, List<Protocol> protocols, Predicate<NumericFields.Path> which) {
        super(0);
        target = Target.plain(server);
        this.metrics = metrics;
        this.protocols = protocols;
        random = new Random(seed);
        for (Protocol protocol : protocols) {
            for (NumericFields.Path path : NumericFields.all()) {
                if (which.test(path)) {
                    NumericFields.EDGES.forEach(number -> cases.add(new Case(protocol, path, number)));
                }
            }
        }
    }

    @Override
    boolean step(long nowNs) throws IOException {
        ready();
        Case next = cases.get(begun.get());
        Welcome welcome;
        try (GameClient client = open(next.protocol)) {
            welcome = client.join(Join.newBuilder().setName(NAME).build());
            if (!next.path.isOf("join")) {
                send(client, next, welcome);
            }
        }
        if (next.path.isOf("join")) {
            resume(next, welcome);
        }
        return begun.incrementAndGet() < cases.size();
    }

    /** Sends the number in an acknowledgement, and in an otherwise valid input. */
    private static void send(GameClient client, Case next, Welcome welcome) {
        ClientFrame input = ClientFrame.newBuilder()
                .setInputTick(welcome.getTick() + 4)
                .setControl(0x880)
                .setAcknowledgedAge(4)
                .build();
        try {
            client.send(next.path.with(ClientFrame.getDefaultInstance(), next.number));
            client.send(next.path.with(input, next.number));
            client.receive();
            client.receive();
        } catch (IOException e) {
            // The server closed the connection, which is a valid answer.
        }
    }

    private void resume(Case next, Welcome welcome) throws IOException {
        Join.Builder join = Join.newBuilder()
                .setName(NAME)
                .setRoom(welcome.getRoom())
                .setResumeToken(welcome.getResumeToken())
                .setResumeTick(welcome.getTick())
                .setEpoch(welcome.getEpoch());
        ClientFrame frame = ClientFrame.newBuilder().setJoin(join).build();
        try (GameClient client = open(next.protocol)) {
            client.send(next.path.with(frame, next.number));
            for (int i = 0; i < 3; i++) {
                resumed += client.receive().getResumed() ? 1 : 0;
            }
        } catch (IOException e) {
            // The server refused the token, which is a valid answer.
        }
    }

    private GameClient open(Protocol protocol) throws IOException {
        return switch (protocol) {
            case BINARY -> BlockingWebSocket.binary(target, random);
            case TEXT -> BlockingWebSocket.text(target, random);
            case POLLING -> new PollingClient(target.url());
        };
    }

    @Override
    boolean isFinite() {
        return true;
    }

    @Override
    void report(AttackReport report) throws IOException {
        double failed = ServerFigures.read(metrics).value("tickstorm_rooms_failed_total");
        report.line(
                "%d of %d numbers were sent, on %s; %d joined again; %.0f rooms failed",
                begun.get(), cases.size(), protocols, resumed, failed);
        report.demand("every number was sent", begun.get() == cases.size());
        report.demand("no room failed", failed == 0);
    }
}
