package io.tickstorm.load.attack;

import com.google.protobuf.ByteString;
import io.tickstorm.kit.ClientFrames;
import io.tickstorm.load.server.ServerProcess;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Join;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sends invalid HTTP requests and invalid WebSocket frames of every kind, in several rounds. */
final class BadRequests extends Attack {
    private static final int ANSWER_MS = 40;
    private static final int ANSWER_MAX = 64 * 1024;
    private static final int LONG = 20_000;

    private final Target target;
    private final Random random;
    private final int rounds;
    private final List<byte[]> requests = new ArrayList<>();
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
        heads();
        bodies();
        upgrades();
        webSocketFrames();
    }

    private int kinds() {
        return requests.size() + frames.size();
    }

    private void heads() {
        raw("\r\n\r\n\r\n");
        raw("GET\r\n\r\n");
        raw("get / HTTP/1.1\r\nHost: a\r\n\r\n");
        raw("GET / HTTP/9.9\r\nHost: a\r\n\r\n");
        raw("GET /%zz%00%ff HTTP/1.1\r\nHost: a\r\n\r\n");
        raw("GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n");
        raw("GET " + "/a".repeat(LONG) + " HTTP/1.1\r\nHost: a\r\n\r\n");
        raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(2 * LONG) + "\r\n\r\n");
        raw("GET / HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(1_000) + "\r\n");
        raw("GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n");
        raw("GET / HTTP/1.1\r\n\r\n");
        raw("GET / HTTP/1.1\r\nHost: \r\n\r\n");
        raw("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
        raw("GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=9-1\r\n\r\n");
        raw("GET / HTTP/1.1\r\nHost: a\r\nIf-Modified-Since: never\r\n\r\n");
        raw("GET / HTTP/1.1\r\nHost: a\r\nCookie: \u0001=;;;=\"\r\n\r\n");
        raw("GET / HTTP/1.1\r\nHost: a\r\nExpect: the worst\r\n\r\n");
        raw("BREW / HTTP/1.1\r\nHost: a\r\n\r\n");
        raw("CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n");
        raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        raw("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003");
    }

    private void bodies() {
        raw("POST /poll HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5000\r\n");
        raw("POST /poll HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
        raw("POST /poll HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nab");
        raw("POST /poll HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\nab");
        raw("POST /poll HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n");
        raw("POST /poll HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        raw("POST /poll HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        raw("POST /poll HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n");
        raw("POST /poll HTTP/1.1\r\nHost: a\r\nContent-Length: ten\r\n\r\n");
        raw("POST /poll HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n");
        raw("POST /poll HTTP/1.1\r\nHost: a\r\nContent-Length: 30000\r\n\r\n" + "x".repeat(100));
        raw("POST /poll HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!");
        raw("POST /poll HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n\u00ff\u00ff\u00ff\u00ff\u00ff");
        raw("POST /poll HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\ncut off");
        raw("POST /poll HTTP/1.1\r\nHost: a\r\nOrigin: http://evil.example\r\nContent-Length: 0\r\n\r\n");
        raw("PUT /poll HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
        raw("POST /announce HTTP/1.1\r\nHost: a\r\nContent-Length: 9999\r\n\r\n" + "x".repeat(9_999));
        raw("POST /announce HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5000\r\n");
        raw("POST /metrics HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab");
        raw("POST /healthz HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n");
        raw("GET /metrics?name%5B%5D=%ff&name=&&= HTTP/1.1\r\nHost: a\r\n\r\n");
    }

    private void upgrades() {
        String key = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==";
        String version = "Sec-WebSocket-Version: 13";
        String protocol = "Sec-WebSocket-Protocol: tickstorm.v1";
        upgrade("Sec-WebSocket-Version: 12", key);
        upgrade(version, "Sec-WebSocket-Key: short");
        upgrade(version);
        upgrade(version, key);
        upgrade(version, key, protocol, "Origin: http://evil.example");
        upgrade(version, key, protocol, "Content-Length: 5");
        upgrade(version, key, protocol, "Transfer-Encoding: chunked");
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

    private void raw(String request) {
        requests.add(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void upgrade(String... headers) {
        raw("GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + String.join("\r\n", headers) + "\r\n\r\n");
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
            // The server refused, reset or ignored it; each is fine.
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
            // The server waits for the rest of the request, which does not come.
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
        report.demand("the log did not get longer", grown == 0);
    }
}
