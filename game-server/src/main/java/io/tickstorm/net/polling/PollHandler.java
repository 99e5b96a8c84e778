package io.tickstorm.net.polling;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.net.admission.AddressLimits;
import io.tickstorm.net.admission.Lease;
import io.tickstorm.net.admission.OriginRule;
import io.tickstorm.net.admission.RequestSource;
import io.tickstorm.net.admission.SessionAdmission;
import io.tickstorm.net.request.Answers;
import io.tickstorm.net.request.RequestBody;
import io.tickstorm.net.session.EvictionTarget;
import io.tickstorm.net.session.IoGroup;
import io.tickstorm.net.session.SessionServices;
import io.tickstorm.proto.v1.PollAnswer;
import io.tickstorm.proto.v1.PollRequest;
import io.tickstorm.room.ResumeToken;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;

/**
 * {@code POST /poll}: opens polling sessions and finds open ones. An invalid poll gets a status and a sentence. Any I/O
 * thread.
 */
public final class PollHandler implements HttpHandler {
    /** Upper limit of a body: ten times a resumed Join, the inputs of a second and some chat. */
    static final int BODY_BYTES_MAX = 16 * 1024;

    private final OriginRule origins;
    private final SessionServices services;
    private final Function<StreamConnection, Lease> protect;
    /**
     * The sessions by the hash of their token, so that neither a memory dump nor the time of a lookup reveals a token.
     */
    private final Map<String, PollingConnection> sessions = new ConcurrentHashMap<>();

    /**
     * Creates a handler.
     *
     * @param protect protects a TCP connection from eviction until its lease is closed
     */
    public PollHandler(OriginRule origins, SessionServices services, Function<StreamConnection, Lease> protect) {
        this.origins = origins;
        this.services = services;
        this.protect = protect;
    }

    @Override
    public void handleRequest(HttpServerExchange http) {
        if (!http.getRequestMethod().equals(Methods.POST)) {
            http.getResponseHeaders().put(Headers.ALLOW, Methods.POST_STRING);
            Answers.refuse(http, StatusCodes.METHOD_NOT_ALLOWED, "polls are sent with POST");
        } else if (!origins.allows(http)) {
            Answers.refuse(http, StatusCodes.FORBIDDEN, "this origin may not connect; see --allowed-origin");
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
            Answers.refuse(http, StatusCodes.BAD_REQUEST, "the body is not a valid PollRequest");
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
            connection.accept(exchange);
        }
    }

    private void open(PollExchange exchange) {
        if (exchange.request().getNumber() != 0 || exchange.request().getFramesCount() > 0) {
            exchange.refuse(StatusCodes.BAD_REQUEST, "an empty request opens a session, and names it from then on");
            return;
        }
        RequestSource source =
                RequestSource.of(exchange.http(), services.settings().defence().proxies());
        EvictionTarget target = new EvictionTarget();
        SessionAdmission.SessionLease lease = services.hasRoom().getAsBoolean()
                ? services.sessions()
                        .reserve(SessionAdmission.Transport.POLLING, source, System.nanoTime(), target::evict)
                : null;
        if (lease != null) {
            open(exchange, source, target, lease);
        } else if (services.addresses().hasRoom(source)) {
            exchange.refuse(StatusCodes.SERVICE_UNAVAILABLE, "as many connections as allowed are open");
        } else {
            exchange.refuse(StatusCodes.TOO_MANY_REQUESTS, "this address has reached its limit of connections");
        }
    }

    private void open(
            PollExchange exchange, RequestSource source, EvictionTarget target, SessionAdmission.SessionLease lease) {
        services.metrics().pollingSessions.inc();
        ByteString token = ResumeToken.create();
        String hash = ResumeToken.hash(token);
        XnioIoThread home = exchange.http().getIoThread();
        AddressLimits addresses = services.addresses();
        IoGroup group = services.groups().apply(home);
        PollingConnection connection = new PollingConnection(
                home, group, protect, joinNs -> addresses.mayJoin(source, joinNs) && lease.join());
        connection.limitRooms(addresses.roomQuota(source));
        sessions.put(hash, connection);
        connection.start(Lease.of(() -> {
            sessions.remove(hash);
            lease.close();
        }));
        target.attach(connection);
        exchange.answer(PollAnswer.newBuilder().setSession(token).build().toByteArray());
    }
}
