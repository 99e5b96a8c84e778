package io.tickstorm.cluster.scale;

import io.tickstorm.cluster.LeastLoaded;
import io.tickstorm.fleet.Matchmaking;
import io.tickstorm.room.RoomListing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One cluster of the model: its servers, rooms, coordinator and the reports of its servers. {@link LeastLoaded} places
 * and moves rooms, as in the real cluster.
 */
final class CellModel {
    /** A client follows no more addresses than this in a row. */
    private static final int HOPS_MAX = 4;

    private final VirtualClock clock;
    private final Random random;
    private final ModelFigures figures;
    private final int seats;
    private final String prefix;
    /** Servers that the cluster knows, the oldest first; it runs the coordinator. */
    private final Map<String, ModelNode> nodes = new LinkedHashMap<>();

    private final Set<String> draining = new HashSet<>();
    private final Map<String, ModelRoom> rooms = new HashMap<>();
    private final Set<String> moving = new LinkedHashSet<>();
    private long coordinatorFreeUs;
    private int waiting;
    private int namesGiven;
    private int codesGiven;

    /** A quick match that was sent from server to server. */
    private record Search(boolean isParty, int hops) {}

    /** @param seats of a public room */
    CellModel(String prefix, int seats, VirtualClock clock, Random random, ModelFigures figures) {
        this.prefix = prefix;
        this.seats = seats;
        this.clock = clock;
        this.random = random;
        this.figures = figures;
        clock.after(Latencies.REPORT_US, this::report);
    }

    /** Adds a server without rooms. */
    ModelNode addNode() {
        ModelNode node = new ModelNode("%s-%04d".formatted(prefix, namesGiven++));
        nodes.put(node.name(), node);
        return node;
    }

    Collection<ModelNode> nodes() {
        return nodes.values();
    }

    Collection<ModelRoom> rooms() {
        return rooms.values();
    }

    /** Returns true if no room waits for a server. */
    boolean isSettled() {
        return waiting == 0 && moving.isEmpty();
    }

    /** Opens a room; the consumer receives it once a server has it. */
    void open(boolean isPublic, int seatsOfRoom, Consumer<ModelRoom> opened) {
        ModelRoom room = new ModelRoom(prefix + "-R" + codesGiven++, isPublic, seatsOfRoom);
        rooms.put(room.code(), room);
        figures.opened();
        allocate(room, () -> opened.accept(room));
    }

    /** Places a room after the allocations that wait already. */
    private void allocate(ModelRoom room, Runnable placed) {
        long startUs = Math.max(clock.nowUs(), coordinatorFreeUs);
        figures.queued(startUs - clock.nowUs(), waiting);
        waiting++;
        coordinatorFreeUs = startUs + Latencies.allocationUs(rooms.size());
        clock.at(coordinatorFreeUs, () -> {
            waiting--;
            Map<String, Integer> load = new HashMap<>();
            nodes.forEach((name, node) -> load.put(name, node.size()));
            String chosen = LeastLoaded.choose(load, draining);
            ModelNode owner = chosen == null ? null : nodes.get(chosen);
            if (owner != null && !room.isGone() && room.node() == null) {
                room.settle(owner);
            }
            placed.run();
            endIfItStaysEmpty(room);
        });
    }

    /**
     * A player asks any server for a public room, and gets a seat now or later.
     *
     * @param isParty true for the first of several people who want the same room
     * @param seated receives the room
     */
    void quickMatch(boolean isParty, Consumer<ModelRoom> seated) {
        List<ModelNode> all = List.copyOf(nodes.values());
        if (!all.isEmpty()) {
            figures.joined();
            quickMatch(all.get(random.nextInt(all.size())), new Search(isParty, 0), seated);
        }
    }

    /** A server knows its own rooms, and those of the others from their last report. */
    private void quickMatch(ModelNode asked, Search search, Consumer<ModelRoom> seated) {
        RoomListing fullest = choose(asked, search.isParty);
        if (fullest == null) {
            open(true, seats, room -> {
                if (room.enter()) {
                    seated.accept(room);
                }
            });
            return;
        }
        ModelRoom room = rooms.get(fullest.code());
        ModelNode owner = room == null ? null : room.node();
        if (owner == asked && room != null && room.enter()) {
            seated.accept(room);
        } else if (owner == null || search.hops >= HOPS_MAX) {
            figures.askedAgain();
            clock.after(Latencies.RETRY_US, () -> quickMatch(search.isParty, seated));
        } else {
            figures.sentOn();
            asked.promised().add(fullest.code(), clock.nowUs() * 1_000);
            clock.after(Latencies.HOP_US, () -> quickMatch(owner, new Search(search.isParty, search.hops + 1), seated));
        }
    }

    /**
     * The best of all rooms is the best of the best rooms of each server. Rooms with promised seats are considered one
     * by one.
     */
    private @Nullable RoomListing choose(ModelNode asked, boolean isParty) {
        long nowNs = clock.nowUs() * 1_000;
        Set<String> promised = asked.promised().codes(nowNs);
        List<RoomListing> others = new ArrayList<>();
        for (ModelNode node : nodes.values()) {
            if (node != asked && !draining.contains(node.name())) {
                add(others, node.reportedFullest(promised, isParty));
                for (String code : promised) {
                    RoomListing reported = node.reported(code);
                    add(others, reported == null ? null : asked.promised().counted(reported, nowNs));
                }
            }
        }
        List<RoomListing> own = new ArrayList<>();
        add(own, draining.contains(asked.name()) ? null : asked.ownFullest(isParty));
        return Matchmaking.choose(own, others, isParty);
    }

    private static void add(List<RoomListing> rooms, @Nullable RoomListing room) {
        if (room != null) {
            rooms.add(room);
        }
    }

    /** Takes a player out of a room. A room that stays empty ends. */
    void leave(ModelRoom room) {
        room.leave();
        endIfItStaysEmpty(room);
    }

    private void endIfItStaysEmpty(ModelRoom room) {
        if (room.people() == 0) {
            clock.after(Latencies.EMPTY_US, () -> {
                if (room.people() == 0 && room.node() != null) {
                    end(room);
                }
            });
        }
    }

    private void end(ModelRoom room) {
        room.end();
        rooms.remove(room.code());
    }

    private void report() {
        nodes.values().forEach(ModelNode::report);
        clock.after(Latencies.REPORT_US, this::report);
    }

    /** Moves all rooms of a server away, then runs a task and removes the server. */
    void drain(ModelNode node, Runnable left) {
        draining.add(node.name());
        rebalance(node, left);
    }

    private void rebalance(ModelNode node, Runnable left) {
        if (!nodes.containsKey(node.name())) {
            return;
        }
        if (node.size() == 0 && moving.isEmpty()) {
            remove(node);
            left.run();
            return;
        }
        Map<String, List<String>> codes = new TreeMap<>();
        nodes.forEach((name, each) -> codes.put(name, each.codes()));
        for (String code : LeastLoaded.toMove(codes, draining, moving)) {
            ModelRoom room = rooms.get(code);
            if (room != null) {
                move(room);
            }
        }
        clock.after(Latencies.REBALANCE_US, () -> rebalance(node, left));
    }

    private void move(ModelRoom room) {
        moving.add(room.code());
        long sinceUs = clock.nowUs();
        clock.after(Latencies.moveUs(random), () -> {
            room.depart();
            allocate(room, () -> {
                moving.remove(room.code());
                figures.moved(clock.nowUs() - sinceUs);
            });
        });
    }

    private void remove(ModelNode node) {
        nodes.remove(node.name());
        draining.remove(node.name());
    }

    /**
     * Ends servers at the same time, without a word. Their rooms continue elsewhere, unless the keeper of their image
     * is among the lost ones.
     *
     * @param homeless called for each person of a room that is lost
     */
    void lose(Collection<ModelNode> lost, Runnable homeless) {
        Set<String> names = new HashSet<>();
        lost.forEach(node -> names.add(node.name()));
        List<String> before = nodes.keySet().stream().sorted().toList();
        boolean losesCoordinator = names.contains(nodes.keySet().iterator().next());
        long sinceUs = clock.nowUs();
        long takeOverUs = Latencies.takeOverUs(random);
        Map<ModelRoom, Boolean> affected = new LinkedHashMap<>();
        for (ModelNode node : lost) {
            for (ModelRoom room : node.rooms()) {
                affected.put(room, names.contains(String.valueOf(keeperOf(room.code(), node.name(), before))));
                room.depart();
            }
        }
        if (losesCoordinator) {
            coordinatorFreeUs = Math.max(coordinatorFreeUs, clock.nowUs() + takeOverUs + Latencies.COORDINATOR_US);
        }
        // The cluster places rooms on the lost servers until it has noticed the loss; the model does not.
        lost.forEach(this::remove);
        clock.after(
                takeOverUs,
                () -> affected.forEach((room, isLost) -> {
                    if (isLost) {
                        lose(room, homeless);
                    } else {
                        takeOver(room, sinceUs);
                    }
                }));
    }

    /** Returns the server that keeps the images of a room, as a node actor chooses it; null if there is none. */
    private static @Nullable String keeperOf(String code, String owner, List<String> sorted) {
        List<String> choice =
                sorted.stream().filter(node -> !node.equals(owner)).toList();
        return choice.isEmpty() ? null : choice.get(Math.floorMod(code.hashCode(), choice.size()));
    }

    private void lose(ModelRoom room, Runnable homeless) {
        figures.lost();
        end(room);
        for (int person = room.people(); person > 0; person--) {
            homeless.run();
        }
    }

    private void takeOver(ModelRoom room, long sinceUs) {
        allocate(room, () -> {
            figures.tookOver();
            for (int person = room.people(); person > 0; person--) {
                figures.backS.add((clock.nowUs() - sinceUs + Latencies.rejoinUs(random)) / 1e6);
            }
        });
    }
}
