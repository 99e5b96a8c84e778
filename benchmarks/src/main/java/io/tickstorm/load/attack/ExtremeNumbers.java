package io.tickstorm.load.attack;

import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.Welcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Puts the numbers at which signs and widths change into every numeric field of every client message, in the room in
 * which others play: on each of the three ways to the server, and with a resume token that is good.
 */
final class ExtremeNumbers extends Attack {
    private static final String NAME = "Edge";

    /** The ways to the server. */
    enum Way {
        BINARY,
        TEXT,
        POLLING
    }

    private record Case(Way way, NumericFields.Path path, long number) {}

    private final Target target;
    private final Random random;
    private final List<Case> cases = new ArrayList<>();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger welcomed = new AtomicInteger();

    /** @param which of the fields */
    ExtremeNumbers(Target target, int seed, List<Way> ways, Predicate<NumericFields.Path> which) {
        this.target = target;
        random = new Random(seed);
        for (Way way : ways) {
            for (NumericFields.Path path : NumericFields.all()) {
                if (which.test(path)) {
                    NumericFields.EDGES.forEach(number -> cases.add(new Case(way, path, number)));
                }
            }
        }
    }

    int cases() {
        return cases.size();
    }

    /** Cases that were carried out. */
    int done() {
        return done.get();
    }

    /** Joins with a good token that the server let in again. */
    int welcomed() {
        return welcomed.get();
    }

    @Override
    boolean step(long nowNs) throws IOException {
        ready();
        Case next = cases.get(done.get());
        Welcome welcome;
        try (RawClient client = open(next.way)) {
            welcome = client.join(Join.newBuilder().setName(NAME).build());
            if (!next.path.isOf("join")) {
                say(client, next, welcome);
            }
        }
        if (next.path.isOf("join")) {
            resume(next, welcome);
        }
        return done.incrementAndGet() < cases.size();
    }

    /** In an acknowledgement, and in an input that is right otherwise. */
    private static void say(RawClient client, Case next, Welcome welcome) {
        ClientFrame input = ClientFrame.newBuilder()
                .setInputTick(welcome.getTick() + 4)
                .setControl(0x880)
                .setAcknowledgedAge(4)
                .build();
        try {
            client.send(next.path.with(ClientFrame.getDefaultInstance(), next.number));
            client.send(next.path.with(input, next.number));
            client.hear();
            client.hear();
        } catch (IOException e) {
            // It was closed, which is an answer.
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
        try (RawClient client = open(next.way)) {
            client.send(next.path.with(frame, next.number));
            for (int i = 0; i < 3; i++) {
                welcomed.addAndGet(client.hear().getResumed() ? 1 : 0);
            }
        } catch (IOException e) {
            // It was refused, which is an answer.
        }
    }

    private RawClient open(Way way) throws IOException {
        return switch (way) {
            case BINARY -> BlockingWebSocket.binary(target, random);
            case TEXT -> new TextWebSocket(target, random);
            case POLLING -> new PollingClient(target);
        };
    }

    @Override
    boolean isFinite() {
        return true;
    }

    @Override
    void end() {}
}
