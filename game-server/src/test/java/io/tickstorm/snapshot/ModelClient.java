package io.tickstorm.snapshot;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.interest.CellWindow;
import io.tickstorm.interest.Sight;
import io.tickstorm.proto.v1.ChatLine;
import io.tickstorm.proto.v1.CorrectionCause;
import io.tickstorm.proto.v1.Kill;
import io.tickstorm.proto.v1.OwnState;
import io.tickstorm.proto.v1.RosterEntry;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.Weapon;
import io.tickstorm.sim.World;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One client of the model check and the server's state for it, with the frames in flight between them, which a lost
 * connection loses.
 */
final class ModelClient {
    /** A frame in flight, with the state that the client must have after it. */
    private record Sent(
            ByteString bytes,
            ServerTruth truth,
            int view,
            Sight sight,
            int ship,
            int inputMargin,
            @Nullable OwnState own,
            List<Kill> kills,
            List<ReferenceClient.Event> events) {}

    final Recipient recipient = new Recipient();
    private final World world;
    private final boolean isLocal;
    private final List<String> chatSent;
    private final Deque<Sent> inFlight = new ArrayDeque<>();
    private ReferenceClient client;
    private int chatBefore;
    /** The tick in which the server assigned another ship. */
    private int followTick;

    int frames;
    int resets;
    int mismatches;

    @Nullable
    String firstMismatch;

    /** @param chatSent every line spoken so far; line n is at n - 1 */
    ModelClient(World world, List<String> chatSent) {
        this.world = world;
        isLocal = world.ships().seats() > Roster.WHOLE_SEATS_MAX;
        this.chatSent = chatSent;
        client = new ReferenceClient(world.map().columns);
    }

    int inFlight() {
        return inFlight.size();
    }

    /** Drops all frames in flight; the client resumes with its state. */
    void loseConnectionAndResume() {
        inFlight.clear();
        // A player keeps the ship in a resume, so a client that missed the change of its ship holds no roster for it.
        boolean hasShip = client.tick >= followTick;
        recipient.resume(client.tick, hasShip ? client.rosterVersion : 0, client.chatSequence);
    }

    /** Replaces the client by a new one that holds nothing. */
    void replace() {
        inFlight.clear();
        client = new ReferenceClient(world.map().columns);
        chatBefore = 0;
        recipient.restart();
    }

    /** Sends a frame; {@code tamper} may change the server's state just before. */
    void send(FrameEncoder encoder, List<ServerTruth> history, Runnable tamper) {
        ServerTruth now = history.get(history.size() - 1);
        int held = recipient.view();
        int since = now.tick - recipient.baseline() > 64 ? 0 : recipient.baseline();
        OwnState own = expectedOwnState();
        tamper.run();
        int length = encoder.encode(recipient);
        Sight sight = new Sight();
        sight.place(recipient.centreX(), recipient.centreY(), recipient.isPortrait(), world.map().side);
        inFlight.add(new Sent(
                ByteString.copyFrom(encoder.bytes(), 0, length),
                now,
                recipient.view(),
                sight,
                recipient.ship(),
                recipient.inputMargin(),
                own,
                isLocal
                        ? now.killsSeen(history, since, recipient.view(), sight, recipient.ship())
                        : ServerTruth.kills(history, since, now.tick),
                ServerTruth.events(history, since, since == 0 ? CellWindow.NONE : held, recipient.view(), sight)));
    }

    /** Receives the oldest frame in flight. */
    void receive() {
        Sent sent = inFlight.remove();
        frames++;
        String fault;
        try {
            ServerFrame frame = ServerFrame.parseFrom(sent.bytes);
            resets += frame.getSinceAge() == 0 ? 1 : 0;
            chatBefore = client.chatSequence;
            client.apply(frame);
            fault = evaluate(frame, sent);
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            fault = e.toString();
        }
        if (fault != null) {
            mismatches++;
            firstMismatch = firstMismatch == null ? "tick " + sent.truth.tick + ": " + fault : firstMismatch;
        }
    }

    private @Nullable String evaluate(ServerFrame frame, Sent sent) {
        ServerTruth truth = sent.truth;
        String[] faults = {
            differ("view", sent.view, client.view),
            checkEntities(truth, sent.sight),
            differ("events", new HashSet<>(sent.events), new HashSet<>(client.events)),
            differ("number of events", sent.events.size(), client.events.size()),
            differ("kills", new HashSet<>(sent.kills), new HashSet<>(client.kills)),
            differ("number of kills", sent.kills.size(), client.kills.size()),
            isLocal ? checkLocalRoster(sent) : differ("roster", truth.roster, client.roster),
            isLocal ? null : differ("roster version", truth.rosterVersion, client.rosterVersion),
            differ("leader", truth.leader, client.leader),
            differ("round", truth.round, client.round),
            checkChat(frame, truth),
            differ("own hash", sent.ship == Ships.NOBODY ? 0 : truth.ownHash[sent.ship], frame.getOwnHash() & 0x1FFFF),
            sent.ship == Ships.NOBODY ? null : differ("vitals", truth.vitals[sent.ship], client.vitals),
            differ("own state", sent.own, frame.hasOwn() ? frame.getOwn() : null),
            differ("input margin", sent.inputMargin, frame.getInputMargin()),
            frames % 16 == 0 && !sent.bytes.equals(frame.toByteString()) ? "not as protobuf writes it" : null,
        };
        return Arrays.stream(faults).filter(fault -> fault != null).findFirst().orElse(null);
    }

    /** A client of a large room has the right entry of each ship in sight and of its own, and knows who killed whom. */
    private @Nullable String checkLocalRoster(Sent sent) {
        ServerTruth truth = sent.truth;
        Set<Integer> wanted = new TreeSet<>(client.ships.keySet());
        if (truth.roster.containsKey(sent.ship)) {
            wanted.add(sent.ship);
        }
        for (int ship : wanted) {
            String fault = differ("entry of " + ship, truth.roster.get(ship), client.roster.get(ship));
            if (fault != null) {
                return fault;
            }
        }
        for (Kill kill : client.kills) {
            for (int ship : List.of(kill.getKiller(), kill.getVictim())) {
                RosterEntry is = truth.roster.get(ship);
                RosterEntry held = client.roster.get(ship);
                if (is != null && (held == null || !held.getName().equals(is.getName()))) {
                    return "participant of a kill: is " + is + ", held " + held;
                }
            }
        }
        return differ("top ten", truth.top, client.top);
    }

    private @Nullable String checkEntities(ServerTruth truth, Sight sight) {
        List<Object> wanted = new ArrayList<>();
        wanted.addAll(truth.shipsIn(sight));
        String fault = differ("ships", wanted, new ArrayList<>(client.ships.values()));
        if (fault != null) {
            return fault;
        }
        wanted.clear();
        wanted.addAll(truth.pickupsIn(sight));
        fault = differ("pickups", wanted, new ArrayList<>(client.pickups.values()));
        if (fault != null) {
            return fault;
        }
        int seen = 0;
        for (ServerTruth.Bolt bolt : truth.bolts) {
            if (sight.contains(bolt.x(), bolt.y())) {
                seen++;
                ReferenceClient.Bolt held = client.bolts.get(bolt.id());
                if (held == null || !isSame(bolt, held, truth.tick)) {
                    return "bolt is " + bolt + ", held " + held;
                }
            }
        }
        return differ("number of bolts", seen, client.bolts.size());
    }

    /** A record cuts a position down to 1/8 u; from there on both sides take the same steps. */
    private boolean isSame(ServerTruth.Bolt bolt, ReferenceClient.Bolt held, int now) {
        int columns = world.map().columns;
        int steps = now - held.tick();
        int velocity = world.rules().of(bolt.weapon()).boltVelocity;
        int x = (held.cell() % columns * 4096 + held.x()) * 32 + steps * ((velocity * Fixed.cos(held.angle())) >> 14);
        int y = (held.cell() / columns * 4096 + held.y()) * 32 + steps * ((velocity * Fixed.sin(held.angle())) >> 14);
        return held.cell() == bolt.cell()
                && bolt.x() - x >= 0
                && bolt.x() - x < 32
                && bolt.y() - y >= 0
                && bolt.y() - y < 32
                && held.angle() == bolt.angle()
                && held.variant() == bolt.weapon().variant
                && held.owner() == bolt.owner()
                && held.tick() - held.age() == bolt.spawnTick();
    }

    private @Nullable String checkChat(ServerFrame frame, ServerTruth truth) {
        int next = Math.max(chatBefore, truth.chatSequence - ChatLog.LINES) + 1;
        for (ChatLine line : frame.getChatList()) {
            if (line.getSequence() != next || !line.getText().equals(chatSent.get(next - 1))) {
                return "chat line " + next + " is sent as " + line;
            }
            next++;
        }
        return differ("chat", truth.chatSequence, next - 1);
    }

    private @Nullable OwnState expectedOwnState() {
        int i = recipient.ship();
        Ships ships = world.ships();
        if (recipient.pendingCauses() == 0 || i == Ships.NOBODY || !ships.seated[i]) {
            return null;
        }
        int cause = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(recipient.pendingCauses());
        OwnState.Builder state = OwnState.newBuilder();
        for (int w = Weapon.RAIL.number; w < Weapon.COUNT; w++) {
            state.addFurtherCooldowns(Math.max(0, ships.cooldown(Weapon.at(w))[i]));
        }
        return state.setX(ships.x[i])
                .setY(ships.y[i])
                .setVelocityX(ships.velocityX[i])
                .setVelocityY(ships.velocityY[i])
                .setBoostTicks(ships.boostTicks[i])
                .setBlasterCooldown(Math.max(0, ships.cooldown(Weapon.BLASTER)[i]))
                .setRailCooldownTicks(Math.max(0, ships.cooldown(Weapon.RAIL)[i]))
                .setAlive(ships.alive[i])
                .setRespawnTick(ships.alive[i] ? 0 : ships.respawnTick[i])
                .setCause(CorrectionCause.forNumber(cause))
                .build();
    }

    private static @Nullable String differ(String what, @Nullable Object wanted, @Nullable Object found) {
        return Objects.equals(wanted, found) ? null : what + ": is " + wanted + ", held " + found;
    }

    /** Fuzzes what the room would set. */
    void disturb(SplittableRandom random) {
        recipient.noteMargin(random.nextInt(-200, 200));
        if (random.nextInt(8) == 0) {
            recipient.correct(Objects.requireNonNull(CorrectionCause.forNumber(random.nextInt(1, 8))));
        }
        if (random.nextInt(200) == 0) {
            recipient.turnScreen(!recipient.isPortrait());
        }
        if (random.nextInt(100) == 0) {
            int seats = world.ships().seats();
            int ship = random.nextInt(seats + 1);
            recipient.follow(ship == seats ? Ships.NOBODY : ship);
            recipient.sentVitals(0);
            followTick = world.tick();
        }
    }
}
