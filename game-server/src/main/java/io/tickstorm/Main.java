package io.tickstorm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Serves the web client; the game itself is not wired up yet. */
@Command(name = "tickstorm-server", mixinStandardHelpOptions = true, description = "The Tickstorm game server.")
public final class Main implements Callable<Integer> {
    private static final int CANNOT_LISTEN = 3;

    @Option(names = "--port", defaultValue = "8080", description = "Port to listen on (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--web-root", defaultValue = "web-client/dist", description = "Folder of the built web client.")
    private Path webRoot = Path.of("web-client", "dist");

    private Main() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (BindException e) {
            System.err.printf("Cannot listen on port %d: %s.%n", port, e.getMessage());
            return CANNOT_LISTEN;
        }
        server.createContext("/", this::serve);
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.stop(0);
            Runtime.getRuntime().halt(0);
        }));
        System.out.printf(
                "Tickstorm is ready on http://localhost:%d%n",
                server.getAddress().getPort());
        Thread.currentThread().join();
        return ExitCode.OK;
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Path file = webRoot.resolve(path.equals("/") ? "index.html" : path.substring(1))
                .normalize();
        if (path.equals("/favicon.ico") || !file.startsWith(webRoot.normalize()) || !Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(path.equals("/favicon.ico") ? 204 : 404, -1);
        } else {
            byte[] body = Files.readAllBytes(file);
            exchange.getResponseHeaders().set("Content-Type", contentType(path));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static String contentType(String path) {
        return path.endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8";
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
