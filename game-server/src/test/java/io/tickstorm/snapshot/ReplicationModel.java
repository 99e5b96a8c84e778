package io.tickstorm.snapshot;

import io.tickstorm.interest.CellWindow;
import io.tickstorm.proto.v1.RosterEntry;
import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.Shots;
import io.tickstorm.sim.Weapon;
import io.tickstorm.sim.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A real world shaken at random, the real encoder, and clients that skip, lose and resume. A fault takes away one of
 * the three things the protocol stands on, by spoiling what the server knows between two of its steps.
 */
final class ReplicationModel {
    enum Fault {
        NONE,
        /** The server immediately forgets entities that left a cell. */
        NO_TOMBSTONES,
        /** Entering a cell is not a change. */
        NO_ENTER,
        /** Cells that are new in the view are sent like those that the client holds. */
        NO_RESET
    }

    /** Counts how often the situations that the check is about came up. */
    static final class Coverage {
        int resumes;
        int framesLost;
        int mostFramesLost;
        int lateJoins;
        int rebirths;
        int distantKills;
    }

    private static final int CLIENTS = 24;
    private static final int LOST_MAX = 20;
    private static final int HISTORY = 65;

    private final SplittableRandom random;
    private final Fault fault;
    private final World world;
    private final VersionedCells cells;
    private final Roster roster;
    private final ChatLog chat = new ChatLog();
    private final FrameEncoder encoder;
    private final Map<Integer, RosterEntry> people = new TreeMap<>();
    private final List<String> chatSent = new ArrayList<>();
    private final List<ServerTruth> history = new ArrayList<>();
    private final List<ModelClient> clients = new ArrayList<>();
    /** Ticks for which a client still gets no frame. */
    private final int[] pause = new int[CLIENTS];
    /** Frames in flight to a client. */
    private final int[] lag = new int[CLIENTS];

    private final Coverage coverage = new Coverage();
    private final int[] commands;

    ReplicationModel(int seed, int seats, Fault fault) {
        random = new SplittableRandom(seed);
        this.fault = fault;
        world = new World(new Rules(30), ArenaMap.generate(seed, seats), seed, seats);
        cells = new VersionedCells(world);
        roster = new Roster(seats);
        encoder = new FrameEncoder(world, cells, roster, chat);
        commands = new int[seats];
        for (int i = 0; i < CLIENTS; i++) {
            ModelClient client = new ModelClient(world, chatSent);
            client.recipient.follow(i % seats);
            clients.add(client);
        }
    }

    void run(int ticks) {
        for (int i = 0; i < ticks; i++) {
            shakeSeats();
            command();
            world.step(commands);
            shakeShips();
            shakeBolts();
            shakePickups();
            talk();
            cells.observe();
            spoilCells();
            roster.observe(world);
            encoder.beginTick();
            history.add(new ServerTruth(world, people, roster, chat.sequence()));
            if (history.size() > HISTORY) {
                history.remove(0);
            }
            serve();
            coverage.distantKills += history.get(history.size() - 1).distantKills;
        }
    }

    int frames() {
        return clients.stream().mapToInt(client -> client.frames).sum();
    }

    /** Frames that start from nothing. */
    int resets() {
        return clients.stream().mapToInt(client -> client.resets).sum();
    }

    Coverage coverage() {
        return coverage;
    }

    int mismatches() {
        return clients.stream().mapToInt(client -> client.mismatches).sum();
    }

    String firstMismatch() {
        return clients.stream()
                .map(client -> client.firstMismatch)
                .filter(it -> it != null)
                .findFirst()
                .orElse("none");
    }

    private void serve() {
        for (int i = 0; i < CLIENTS; i++) {
            ModelClient client = clients.get(i);
            client.disturb(random);
            int dice = random.nextInt(1000);
            if (dice < 15) {
                loseConnection(i);
            } else if (dice < 17) {
                client.replace();
                coverage.lateJoins++;
            } else if (dice < 20) {
                pause[i] = random.nextInt(2, 90);
            }
            if (pause[i] > 0 || dice < 100) {
                pause[i] = Math.max(0, pause[i] - 1);
                continue;
            }
            client.send(encoder, history, () -> spoilView(client.recipient));
            while (client.inFlight() > lag[i]) {
                client.receive();
            }
        }
    }

    private void loseConnection(int i) {
        int lost = clients.get(i).inFlight();
        clients.get(i).loseConnectionAndResume();
        lag[i] = random.nextInt(LOST_MAX + 1);
        coverage.resumes++;
        coverage.framesLost += lost;
        coverage.mostFramesLost = Math.max(coverage.mostFramesLost, lost);
    }

    private void spoilCells() {
        if (fault == Fault.NO_TOMBSTONES) {
            cells.left.forgetAll();
        }
        if (fault == Fault.NO_ENTER) {
            for (CellTable table : List.of(cells.ships, cells.bolts, cells.pickups)) {
                Arrays.fill(table.enterTick, 0);
            }
        }
    }

    private void spoilView(Recipient recipient) {
        if (fault == Fault.NO_RESET && recipient.baseline() != 0) {
            recipient.sent(recipient.baseline(), CellWindow.around(0, 0, false, 1) | 31 << 18 | 31 << 23);
        }
    }

    private void shakeSeats() {
        int seats = commands.length;
        for (int n = 0; n < 2; n++) {
            int seat = random.nextInt(seats);
            boolean taken = world.ships().seated[seat];
            int dice = random.nextInt(100);
            if (taken && dice < 8) {
                world.unseat(seat);
                roster.leave(seat);
                people.remove(seat);
            }
            // Often in the tick of the leaving: the id then goes on in another life without a gap.
            if (!world.ships().seated[seat] && dice < 50) {
                enter(seat);
            }
            if (people.containsKey(seat) && dice >= 95) {
                boolean away = random.nextBoolean();
                roster.away(seat, away);
                people.computeIfPresent(
                        seat, (id, it) -> it.toBuilder().setAway(away).build());
            }
        }
    }

    private void enter(int seat) {
        RosterEntry person = RosterEntry.newBuilder()
                .setId(seat)
                .setName("Ünîcode " + random.nextInt(100_000))
                .setColour(random.nextInt(7))
                .setBot(random.nextBoolean())
                .build();
        world.seat(seat);
        roster.enter(seat, person.getName(), person.getColour(), person.getBot());
        people.put(seat, person);
    }

    private void command() {
        for (int i = 0; i < commands.length; i++) {
            if (random.nextInt(6) == 0) {
                int buttons = random.nextInt(10) < 8 ? Weapon.BLASTER.button : 0;
                for (int w = Weapon.RAIL.index; w < Weapon.COUNT; w++) {
                    buttons |= random.nextInt(10) == 0 ? Weapon.at(w).button : 0;
                }
                commands[i] = random.nextInt(20) == 0
                        ? InputCommand.NONE
                        : InputCommand.of(random.nextInt(-7, 8), random.nextInt(-7, 8), random.nextInt(4096), buttons);
            }
        }
    }

    private void shakeShips() {
        Ships ships = world.ships();
        for (int n = 0; n < 2; n++) {
            int i = random.nextInt(ships.seats());
            switch (ships.alive[i] ? random.nextInt(8) : 7) {
                case 0 -> {
                    ships.x[i] = anywhere();
                    ships.y[i] = anywhere();
                }
                case 1 -> {
                    ships.alive[i] = false;
                    ships.respawnTick[i] = world.tick() + random.nextInt(1, 5);
                }
                case 2 -> ships.score[i] += random.nextInt(3);
                case 3 -> ships.boostTicks[i] = random.nextInt(20);
                case 4 -> {
                    ships.shieldQ8[i] = random.nextInt(Rules.SHIELD_MAX << 8);
                    ships.health[i] = random.nextInt(1, 101);
                }
                // Another cell, the same offset in it: nothing but its coming tells of the move.
                case 5 ->
                    ships.x[i] = ships.x[i] < 1 << Fixed.CELL_SHIFT ? ships.x[i] + (1 << Fixed.CELL_SHIFT) : ships.x[i];
                default -> ships.respawnTick[i] = Math.min(ships.respawnTick[i], world.tick() + 1);
            }
        }
    }

    /** Gives the ids of bolts in flight to new ones, here or anywhere, as if the old ones had ended in this tick. */
    private void shakeBolts() {
        Shots shots = world.shots();
        for (int n = 0; n < 4; n++) {
            int id = random.nextInt(shots.capacity());
            if (shots.live[id] && shots.spawnTick[id] != world.tick()) {
                if (random.nextBoolean()) {
                    shots.x[id] = anywhere();
                    shots.y[id] = anywhere();
                }
                shots.angle[id] = random.nextInt(4096);
                shots.stepX[id] = (world.rules().of(shots.weapon(id)).boltVelocity * Fixed.cos(shots.angle[id]))
                        >> Fixed.TRIG_BITS;
                shots.stepY[id] = (world.rules().of(shots.weapon(id)).boltVelocity * Fixed.sin(shots.angle[id]))
                        >> Fixed.TRIG_BITS;
                shots.owner[id] = random.nextInt(commands.length);
                shots.spawnTick[id] = world.tick();
                coverage.rebirths++;
            }
        }
    }

    private void shakePickups() {
        int pad = random.nextInt(world.pickups().count());
        if (random.nextInt(4) == 0) {
            world.pickups().present[pad] = !world.pickups().present[pad];
            world.pickups().returnTick[pad] = world.tick() + random.nextInt(1, 100);
        }
    }

    private void talk() {
        for (int lines = random.nextInt(12) == 0 ? random.nextInt(1, 6) : 0; lines > 0; lines--) {
            String text = "line " + random.nextInt();
            chatSent.add(text);
            chat.add(random.nextBoolean() ? Ships.NOBODY : random.nextInt(commands.length), "Somebody", text);
        }
    }

    private int anywhere() {
        return random.nextInt(Rules.SHIP_RADIUS, world.map().side - Rules.SHIP_RADIUS);
    }
}
