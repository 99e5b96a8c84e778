package io.tickstorm.load.attack;

import com.google.protobuf.ByteString;
import io.tickstorm.kit.ClientFrames;
import io.tickstorm.load.server.ServerProcess;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Join;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends invalid HTTP requests and invalid WebSocket frames of every kind, in several rounds. */
final class BadRequests extends Attack {
    private static final int ANSWER_MS = 40;
    private static final int ANSWER_MAX = 64 * 1024;
    private static final Pattern REPEATED = Pattern.compile("\\{(\\d+)\\*([^}]*)}");

    private final Target target;
    private final Random random;
    private final int rounds;
    private final List<byte[]> requests = readRequests();
    private final List<byte[]> frames = new ArrayList<>();
    private final ServerProcess.Log log;
    private final long linesBefore;

    /** @param rounds number of times that each is sent */
    BadRequests(ServerProcess server, int seed, int rounds) {
        super(0);
        target = Target.plain(server.url());
        log = server.log();
        linesBefore = log.lines();
        this.rounds = rounds;
        random = new Random(seed);
        webSocketFrames();
    }

    private int kinds() {
        return requests.size() + frames.size();
    }

    private void webSocketFrames() {
        frames.add(new byte[] {(byte) 0x82, 1, 0});
        frames.add(frame(0xF2, new byte[1]));
        frames.add(frame(0x83, new byte[1]));
        frames.add(frame(0x80, new byte[1]));
        frames.add(frame(0x81, new byte[] {(byte) 0xFF}));
        frames.add(frame(0x82, new byte[] {0x08, (byte) 0x80}));
        frames.add(frame(0x82, new byte[3_000]));
        frames.add(frame(0x88, new byte[] {0, 1}));
        frames.add(frame(0x89, new byte[126]));
        frames.add(new byte[] {(byte) 0x82, (byte) 0xFF, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0});
        frames.add(frame(0x82, new byte[0]));
        join(Join.newBuilder());
        join(Join.newBuilder().setName("\u0000\u202E"));
        join(Join.newBuilder().setName("Ada").setRoom("none"));
        join(Join.newBuilder().setName("Ada").setResumeToken(ByteString.copyFrom(new byte[16])));
        byte[] wrong = frame(
                0x82,
                ClientFrame.newBuilder().setInputTick(1).setControl(-1).build().toByteArray());
        frames.add(wrong);
    }

    /** Returns the requests of the resource; its first line describes the form. */
    private static List<byte[]> readRequests() {
        try (InputStream in = BadRequests.class.getResourceAsStream("bad-requests.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .skip(1)
                    .map(line -> REPEATED.matcher(line.translateEscapes()))
                    .map(line -> line.replaceAll(
                            found -> Matcher.quoteReplacement(found.group(2).repeat(Integer.parseInt(found.group(1))))))
                    .map(line -> line.getBytes(StandardCharsets.ISO_8859_1))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("the tool was built without its bad requests", e);
        }
    }

    private void join(Join.Builder join) {
        frames.add(frame(0x82, ClientFrame.newBuilder().setJoin(join).build().toByteArray()));
    }

    private byte[] frame(int firstByte, byte[] payload) {
        return ClientFrames.of(firstByte, payload, random.nextInt());
    }

    @Override
    boolean step(long nowNs) {
        ready();
        int kind = begun.get() % kinds();
        try {
            if (kind < requests.size()) {
                request(requests.get(kind));
            } else {
                speak(frames.get(kind - requests.size()));
            }
        } catch (IOException e) {
            // The server refused, reset or ignored the request; each is allowed.
        }
        return begun.incrementAndGet() < rounds * kinds();
    }

    private void request(byte[] bytes) throws IOException {
        try (Socket socket = target.open(ANSWER_MS)) {
            socket.getOutputStream().write(bytes);
            await(socket);
        }
    }

    /** Waits until the server closes, or sends nothing more. */
    private static void await(Socket socket) throws IOException {
        try {
            socket.getInputStream().readNBytes(ANSWER_MAX);
        } catch (SocketTimeoutException e) {
            // The server is waiting for the rest of the request, which is never sent.
        }
    }

    private void speak(byte[] bytes) throws IOException {
        try (BlockingWebSocket client = BlockingWebSocket.binary(target, random)) {
            client.send(bytes);
            client.receive();
            client.receive();
        }
    }

    @Override
    boolean isFinite() {
        return true;
    }

    @Override
    void report(AttackReport report) {
        long grown = log.lines() - linesBefore;
        report.line(
                "%d of %d bad requests and frames of %d kinds were sent; the server's log grew by %d lines",
                begun.get(), rounds * kinds(), kinds(), grown);
        if (grown > 0) {
            log.newest().forEach(line -> report.line("  log: %s", line));
        }
        report.demand("every bad request was sent", begun.get() == rounds * kinds());
        report.demand("the log did not grow", grown == 0);
    }
}
