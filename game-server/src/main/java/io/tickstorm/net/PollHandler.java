package io.tickstorm.net;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.proto.v1.PollAnswer;
import io.tickstorm.proto.v1.PollRequest;
import io.tickstorm.room.ResumeToken;
import io.tickstorm.room.RoomQuota;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;

/**
 * {@code POST /poll}: opens polling sessions and finds those that are open. What is no poll gets a status and a
 * sentence. Any I/O thread.
 */
final class PollHandler implements HttpHandler {
    /** A resumed Join, the inputs of a second and some chat fit ten times. */
    static final int BODY_BYTES_MAX = 16 * 1024;

    /**
     * The services of the server that polling sessions use.
     *
     * @param hasRoom tells whether one more session may open
     * @param protect keeps a TCP connection from being evicted until the answer is run
     */
    record Surroundings(
            BooleanSupplier hasRoom,
            SessionPlaces places,
            Function<XnioIoThread, IoGroup> groups,
            Function<StreamConnection, Runnable> protect,
            AddressLimits addresses,
            ServerMetrics metrics) {}

    private final OriginRule origins;
    private final Surroundings around;
    private final NetSettings settings;
    /** The sessions by the hash of their token: neither a memory dump nor the time of a lookup gives a token away. */
    private final Map<String, PollingConnection> sessions = new ConcurrentHashMap<>();

    PollHandler(OriginRule origins, Surroundings around, NetSettings settings) {
        this.origins = origins;
        this.around = around;
        this.settings = settings;
    }

    @Override
    public void handleRequest(HttpServerExchange http) {
        if (!http.getRequestMethod().equals(Methods.POST)) {
            http.getResponseHeaders().put(Headers.ALLOW, Methods.POST_STRING);
            PollExchange.refuse(http, StatusCodes.METHOD_NOT_ALLOWED, "polls are sent with POST");
        } else if (!origins.allows(http)) {
            PollExchange.refuse(http, StatusCodes.FORBIDDEN, "this origin may not connect; see --allowed-origin");
        } else {
            origins.admit(http);
            RequestBody.read(http, BODY_BYTES_MAX, "a poll has at most " + BODY_BYTES_MAX + " bytes", this::receive);
        }
    }

    private void receive(HttpServerExchange http, byte[] bytes) {
        PollRequest request;
        try {
            request = PollRequest.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            PollExchange.refuse(http, StatusCodes.BAD_REQUEST, "the body is no PollRequest");
            return;
        }
        PollExchange exchange = new PollExchange(http, request, System.nanoTime());
        if (request.getSession().isEmpty()) {
            open(exchange);
            return;
        }
        PollingConnection connection = sessions.get(ResumeToken.hash(request.getSession()));
        if (connection == null) {
            exchange.refuse(StatusCodes.NOT_FOUND, "there is no such session, or it is over");
        } else {
            connection.take(exchange);
        }
    }

    private void open(PollExchange exchange) {
        if (exchange.request().getNumber() != 0 || exchange.request().getFramesCount() > 0) {
            exchange.refuse(StatusCodes.BAD_REQUEST, "an empty request opens a session, and names it from then on");
            return;
        }
        Asker asker = Asker.of(exchange.http(), settings.defence().proxies());
        Runnable leave = around.addresses().socket(asker, System.nanoTime());
        if (leave == null) {
            exchange.refuse(StatusCodes.TOO_MANY_REQUESTS, "this address has as many connections as it may");
            return;
        }
        Evictable session = new Evictable();
        SessionPlaces.Place place = around.hasRoom().getAsBoolean()
                ? around.places().take(SessionPlaces.Transport.POLLING, asker.address(), session::evict)
                : null;
        if (place == null) {
            leave.run();
            exchange.refuse(StatusCodes.SERVICE_UNAVAILABLE, "as many connections as allowed are open");
            return;
        }
        open(exchange, asker, session, new Lease(leave, place));
    }

    /** The things that a session holds. */
    private record Lease(Runnable leaveAddress, SessionPlaces.Place place) {
        void giveBack() {
            place.leave();
            leaveAddress.run();
        }
    }

    private void open(PollExchange exchange, Asker asker, Evictable session, Lease lease) {
        around.metrics().pollingSessions.inc();
        ByteString token = ResumeToken.create();
        String hash = ResumeToken.hash(token);
        XnioIoThread home = exchange.http().getIoThread();
        PollingConnection connection = new PollingConnection(
                home, around.groups().apply(home), around.metrics(), settings.limits(), new PollingConnection.Door() {
                    @Override
                    public boolean mayJoin(long nowNs) {
                        return around.addresses().mayJoin(asker, nowNs)
                                && lease.place().join();
                    }

                    @Override
                    public RoomQuota rooms() {
                        return around.addresses().rooms(asker);
                    }

                    @Override
                    public Runnable protect(StreamConnection stream) {
                        return around.protect().apply(stream);
                    }

                    @Override
                    public void forget() {
                        sessions.remove(hash);
                        lease.giveBack();
                    }
                });
        sessions.put(hash, connection);
        connection.start();
        session.is(connection);
        exchange.answer(PollAnswer.newBuilder().setSession(token).build().toByteArray());
    }
}
