package io.tickstorm.snapshot;

import io.tickstorm.interest.Beam;
import io.tickstorm.interest.CellWindow;
import io.tickstorm.interest.Sight;
import io.tickstorm.proto.v1.Kill;
import io.tickstorm.proto.v1.RosterEntry;
import io.tickstorm.proto.v1.Round;
import io.tickstorm.proto.v1.RoundPhase;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Pickups;
import io.tickstorm.sim.ShipMovement;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.Shots;
import io.tickstorm.sim.Weapon;
import io.tickstorm.sim.World;
import io.tickstorm.sim.WorldEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One tick of a room, copied from the world, for comparison with a client's picture. */
final class ServerTruth {
    record Bolt(int id, int cell, int x, int y, int angle, int owner, int spawnTick, Weapon weapon) {}

    /** An event with its place as it is sent, in 1/256 u, and the cells that a beam crosses. */
    record Event(ReferenceClient.Event sent, int x, int y, List<Integer> cells) {}

    /** A kill with the tick in the field of the age, its place, and the cells of the victim and the killer. */
    private record Death(Kill kill, int x, int y, int victimCell, int killerCell) {}

    private record Place(int x, int y) {}

    final int tick;
    final List<ReferenceClient.Ship> ships = new ArrayList<>();
    final List<Bolt> bolts = new ArrayList<>();
    final List<ReferenceClient.Pickup> pickups = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    private final Map<Integer, Place> shipPlaces = new TreeMap<>();
    private final Map<Integer, Place> pickupPlaces = new TreeMap<>();
    /** The kills, with the tick in the field of the age. */
    final List<Kill> kills = new ArrayList<>();

    private final List<Death> deaths = new ArrayList<>();

    final Map<Integer, RosterEntry> roster = new TreeMap<>();
    /** In a large room, the ten best as the server last determined them. */
    final List<Integer> top = new ArrayList<>();

    final int leader;
    final int rosterVersion;
    /** Kills that clients saw in this tick although the victim was outside their view. */
    int distantKills;

    final int chatSequence;
    final Round round;
    final int[] vitals;
    final int[] ownHash;

    private final World world;
    private final int columns;

    ServerTruth(World world, Map<Integer, RosterEntry> people, Roster roster, int chatSequence) {
        this.world = world;
        rosterVersion = roster.version();
        for (int i = 0; i < roster.top().best(); i++) {
            top.add(roster.top().ship(i));
        }
        this.chatSequence = chatSequence;
        tick = world.tick();
        columns = world.map().columns;
        vitals = new int[world.ships().seats()];
        ownHash = new int[vitals.length];
        leader = orNone(world.round().leader());
        round = copyRound(world.round());
        copyShips(world.ships(), people);
        copyBolts(world.shots());
        copyPickups(world.pickups());
        copyEvents(world.events());
    }

    /** The kills after {@code since} are in the truths of those ticks. */
    static List<Kill> kills(List<ServerTruth> history, int since, int now) {
        List<Kill> kills = new ArrayList<>();
        for (ServerTruth truth : history) {
            if (since != 0 && truth.tick > since && truth.tick <= now) {
                truth.kills.forEach(kill ->
                        kills.add(kill.toBuilder().setAge(now - kill.getAge()).build()));
            }
        }
        return kills;
    }

    /**
     * Returns the kills after {@code since} that a client of a large room receives in the frame of this tick. These are
     * its own, those whose place is in sight, and those whose killer is in sight now and had its cell in the view.
     */
    List<Kill> killsSeen(List<ServerTruth> history, int since, int view, Sight sight, int own) {
        List<Kill> seen = new ArrayList<>();
        for (ServerTruth truth : history) {
            if (since == 0 || truth.tick <= since || truth.tick > tick) {
                continue;
            }
            for (Death death : truth.deaths) {
                Kill kill = death.kill;
                boolean isOwn = own != Ships.NOBODY && (kill.getKiller() == own || kill.getVictim() == own);
                boolean isInView = CellWindow.contains(view, death.victimCell, columns)
                        || CellWindow.contains(view, death.killerCell, columns);
                boolean isDistant = !isOwn && !CellWindow.contains(view, death.victimCell, columns);
                boolean isKillerInSight = isIn(sight, shipPlaces.get(kill.getKiller()));
                if (isOwn || sight.contains(death.x, death.y) || (isInView && isKillerInSight)) {
                    distantKills += isDistant ? 1 : 0;
                    seen.add(kill.toBuilder().setAge(tick - kill.getAge()).build());
                }
            }
        }
        return seen;
    }

    List<ReferenceClient.Ship> shipsIn(Sight sight) {
        return ships.stream().filter(it -> isIn(sight, shipPlaces.get(it.id()))).toList();
    }

    List<ReferenceClient.Pickup> pickupsIn(Sight sight) {
        return pickups.stream()
                .filter(it -> isIn(sight, pickupPlaces.get(it.id())))
                .toList();
    }

    private static boolean isIn(Sight sight, @Nullable Place place) {
        return place != null && sight.contains(place.x, place.y);
    }

    /** Returns what happened after {@code since} in sight, in cells that were in view before. */
    static List<ReferenceClient.Event> events(List<ServerTruth> history, int since, int before, int view, Sight sight) {
        List<ReferenceClient.Event> events = new ArrayList<>();
        for (ServerTruth truth : history) {
            if (since == 0 || truth.tick <= since) {
                continue;
            }
            for (Event event : truth.events) {
                boolean held = event.cells.stream()
                        .anyMatch(cell -> CellWindow.contains(before, cell, truth.columns)
                                && CellWindow.contains(view, cell, truth.columns));
                if (held && event.sent.kind() == WorldEvents.BEAM) {
                    addBeam(events, event, sight);
                } else if (held && sight.contains(event.x, event.y)) {
                    events.add(event.sent);
                }
            }
        }
        return events;
    }

    /** Walks along the beam, unit by unit. */
    private static void addBeam(List<ReferenceClient.Event> events, Event event, Sight sight) {
        ReferenceClient.Event beam = event.sent;
        int first = -1;
        int last = -1;
        for (int u = 0; u <= WorldEvents.beamLength(beam.b()); u++) {
            if (sight.contains(along(event.x, u, Fixed.cos(beam.a())), along(event.y, u, Fixed.sin(beam.a())))) {
                first = first < 0 ? u : first;
                last = u;
            }
        }
        if (first < 0) {
            return;
        }
        int x = along(event.x, first, Fixed.cos(beam.a()));
        int y = along(event.y, first, Fixed.sin(beam.a()));
        int victim = last == WorldEvents.beamLength(beam.b()) ? beam.object() : Ships.NOBODY;
        events.add(new ReferenceClient.Event(
                beam.tick(),
                beam.kind(),
                beam.subject(),
                victim,
                x / 32,
                y / 32,
                beam.a(),
                WorldEvents.withBeamLength(beam.b(), last - first)));
    }

    private static int along(int start, int u, int part) {
        return start + ((u * part) >> 6);
    }

    private void copyShips(Ships all, Map<Integer, RosterEntry> people) {
        for (int i = 0; i < all.seats(); i++) {
            boolean isProtected = tick < all.protectedUntilTick[i];
            vitals[i] = 1 << 16
                    | (isProtected ? 1 << 15 : 0)
                    | (all.alive[i] ? 1 << 14 : 0)
                    | all.shield(i) << 7
                    | all.health[i];
            RosterEntry person = people.get(i);
            if (person != null) {
                roster.put(i, scored(person, all, i));
            }
            if (all.alive[i]) {
                ownHash[i] = 1 << 16 | (ShipMovement.hash(all, i) & 0xFFFF);
                int flags = (thrusts(all.command[i]) ? 1 : 0)
                        + (all.boostTicks[i] > 0 ? 2 : 0)
                        + (isProtected ? 4 : 0)
                        + (all.shield(i) > 0 ? 8 : 0);
                ships.add(new ReferenceClient.Ship(
                        i, cell(all.x[i], all.y[i]), eighths(all.x[i]), eighths(all.y[i]), all.aim[i] / 16, flags));
                shipPlaces.put(i, new Place(all.x[i], all.y[i]));
            }
        }
    }

    private static RosterEntry scored(RosterEntry person, Ships all, int i) {
        return person.toBuilder()
                .setScore(all.score[i])
                .setKills(all.kills[i])
                .setDeaths(all.deaths[i])
                .build();
    }

    private void copyBolts(Shots all) {
        int side = world.map().side;
        for (int i = 0; i < all.high(); i++) {
            int x = all.x[i];
            int y = all.y[i];
            if (all.live[i] && x >= 0 && y >= 0 && x < side && y < side) {
                bolts.add(new Bolt(i, cell(x, y), x, y, all.angle[i], all.owner[i], all.spawnTick[i], all.weapon(i)));
            }
        }
    }

    private void copyPickups(Pickups all) {
        for (int i = 0; i < all.count(); i++) {
            if (all.present[i]) {
                pickups.add(new ReferenceClient.Pickup(
                        i, cell(all.x[i], all.y[i]), eighths(all.x[i]), eighths(all.y[i]), i % 3));
                pickupPlaces.put(i, new Place(all.x[i], all.y[i]));
            }
        }
    }

    private void copyEvents(WorldEvents all) {
        Beam beam = new Beam(world.map());
        for (int i = 0; i < all.count(); i++) {
            List<Integer> cells = new ArrayList<>();
            if (all.kind[i] == WorldEvents.BEAM) {
                beam.trace(all.x[i], all.y[i], all.a[i], WorldEvents.beamLength(all.b[i]));
                for (int k = 0; k < beam.count(); k++) {
                    cells.add(beam.cell(k));
                }
            } else {
                cells.add(cell(all.x[i], all.y[i]));
            }
            ReferenceClient.Event sent = new ReferenceClient.Event(
                    tick, all.kind[i], all.subject[i], all.object[i], all.x[i] / 32, all.y[i] / 32, all.a[i], all.b[i]);
            events.add(new Event(sent, all.x[i] & -32, all.y[i] & -32, cells));
            if (all.kind[i] == WorldEvents.KILL) {
                Kill kill = Kill.newBuilder()
                        .setAge(tick)
                        .setKiller(all.subject[i])
                        .setVictim(all.object[i])
                        .setWeaponValue(all.a[i])
                        .setCrown(all.b[i] == 1)
                        .build();
                kills.add(kill);
                Ships ships = world.ships();
                int victimCell = cell(all.x[i], all.y[i]);
                int killer = all.subject[i];
                int killerCell = killer == Ships.NOBODY ? victimCell : cell(ships.x[killer], ships.y[killer]);
                deaths.add(new Death(kill, all.x[i], all.y[i], victimCell, killerCell));
            }
        }
    }

    private static Round copyRound(io.tickstorm.sim.Round round) {
        return Round.newBuilder()
                .setNumber(round.number())
                .setPhase(round.isResult() ? RoundPhase.ROUND_PHASE_RESULT : RoundPhase.ROUND_PHASE_PLAYING)
                .setEndsTick(round.endsTick())
                .setWinner(orNone(round.winner()))
                .build();
    }

    private int cell(int x, int y) {
        return y / (512 * 256) * columns + x / (512 * 256);
    }

    private static int eighths(int coordinate) {
        return coordinate % (512 * 256) / 32;
    }

    private static boolean thrusts(int command) {
        return command != InputCommand.NONE && (InputCommand.moveX(command) != 0 || InputCommand.moveY(command) != 0);
    }

    private static int orNone(int ship) {
        return ship == Ships.NOBODY ? 0 : ship + 1;
    }
}
