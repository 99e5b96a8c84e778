package io.tickstorm.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A TCP connection that sends exactly the characters of a test. One thread. */
public final class RawHttp implements AutoCloseable {
    /** Limit of a wait; a longer one is a hang. */
    private static final int HANG_MS = 30_000;

    private final Socket socket = new Socket();

    public RawHttp(int port) {
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(HANG_MS);
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the answer to a request with these lines after the first, and {@code Connection: close}. */
    public static String answer(int port, String firstLine, String... headers) {
        try (RawHttp http = new RawHttp(port)) {
            String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            http.send(firstLine + "\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n" + more + "\r\n");
            return http.readToEnd();
        }
    }

    public static int status(String answer) {
        return answer.length() < 12 ? 0 : Integer.parseInt(answer.substring(9, 12));
    }

    public RawHttp send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // The server has closed already: the test reads that.
        }
        return this;
    }

    /** Returns an answer up to the empty line; a refusal as a whole. */
    public String readHead() {
        String head = read("\r\n\r\n");
        return head.startsWith("HTTP/1.1 101") ? head : head + readToEnd();
    }

    /** Reads until these characters, and returns all. */
    public String read(String end) {
        StringBuilder text = new StringBuilder();
        try {
            while (text.indexOf(end) < 0) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    throw new AssertionError("the server closed after: " + text);
                }
                text.append((char) next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Resets the connection. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // The server has closed already.
        }
    }

    /** Ends the output of this side. */
    public RawHttp endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            // The server has closed already.
        }
        return this;
    }

    /** Returns the bytes received until the server closes, in order or by a reset. */
    public String readToEnd() {
        StringBuilder text = new StringBuilder();
        try {
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                text.append((char) next);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server did not close: " + text, e);
        } catch (IOException e) {
            // A reset counts as an end.
        }
        return text.toString();
    }

    /** Returns true if the server closes within this time; a byte that arrives instead is skipped. */
    public boolean endsWithin(int ms) {
        try {
            socket.setSoTimeout(ms);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
