// run: java docs/examples/Watcher.java $TICKSTORM_URL
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Joins, rests, and prints each frame at its arrival. Needs only a JDK. */
public final class Watcher implements WebSocket.Listener {
    private final StringBuilder frame = new StringBuilder();
    private final CompletableFuture<String> closed = new CompletableFuture<>();

    public static void main(String[] arguments) {
        String url = arguments.length > 0 ? arguments[0] : "ws://localhost:8080/ws";
        Watcher watcher = new Watcher();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("tickstorm.v1.json")
                .buildAsync(URI.create(url), watcher)
                .join();
        socket.sendText("{\"join\": {\"name\": \"Watcher\"}}", true);
        System.out.println(watcher.closed.join());
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean isLast) {
        frame.append(part);
        if (isLast) {
            System.out.println(frame);
            frame.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        closed.complete("closed: " + code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        closed.complete("lost: " + error);
    }
}
