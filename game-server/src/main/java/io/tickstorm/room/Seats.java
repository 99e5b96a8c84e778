package io.tickstorm.room;

import io.tickstorm.bot.Pilots;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.StateImage;
import io.tickstorm.sim.World;
import io.tickstorm.snapshot.Roster;
import it.unimi.dsi.fastutil.objects.ObjectArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Assigns seats to players, and to bots while the room has too few participants. Keeps world, pilots and roster
 * consistent. Room thread only.
 */
final class Seats {
    /** 7 colours and 7 shapes: consecutive ships differ in both. */
    private static final int LOOKS = 49;

    private static final int NEXT_LOOK = 8;

    private final World world;
    private final Pilots pilots;
    private final Roster roster;
    private final int botsWanted;
    private final boolean[] bot;
    private final ObjectArrayList<Seat> people = new ObjectArrayList<>();
    private final SeatNames names = new SeatNames();
    private int bots;

    Seats(World world, Pilots pilots, Roster roster, int botsWanted) {
        this.world = world;
        this.pilots = pilots;
        this.roster = roster;
        this.botsWanted = botsWanted;
        bot = new boolean[world.ships().seats()];
    }

    /** Returns the seats of players, in the order of their joins. */
    List<Seat> people() {
        return people;
    }

    boolean isBot(int ship) {
        return bot[ship];
    }

    /** Seats a player; returns null if players hold every seat. The name gets a number if another one looks like it. */
    @Nullable
    Seat seat(String name, SeatTokens tokens) {
        int ship = freeShip();
        if (ship == Ships.NOBODY) {
            ship = worstBot();
            if (ship == Ships.NOBODY) {
                return null;
            }
            dismiss(ship);
        }
        Seat seat = new Seat(ship, names.claim(name, ship), tokens, world.rules(), newWindow());
        people.add(seat);
        world.seat(ship);
        roster.enter(ship, seat.name(), look(ship), false);
        pilots.person(ship, true);
        return seat;
    }

    /**
     * Writes the assignment of seats into an image, or restores it from one, and adds the players to the roster; call
     * after the world's transfer.
     */
    void transfer(StateImage image) {
        image.flags(bot, bot.length);
        int count = image.count(people.size(), bot.length);
        for (int i = 0; i < count; i++) {
            if (image.isReading()) {
                people.add(new Seat(image, world.rules(), newWindow()));
            } else {
                people.get(i).write(image);
            }
        }
        if (image.isReading()) {
            enterRestored();
        }
    }

    private void enterRestored() {
        boolean[] occupied = bot.clone();
        for (int ship = 0; ship < bot.length; ship++) {
            if (bot[ship]) {
                bots++;
                roster.enter(ship, BotNames.of(ship), look(ship), true);
            }
        }
        for (Seat seat : people) {
            if (occupied[seat.ship()] || !world.ships().seated[seat.ship()]) {
                throw new IllegalStateException("a seat is taken that does not exist");
            }
            occupied[seat.ship()] = true;
            seat.disconnect(world.tick());
            seat.noteActive(world.tick());
            names.hold(seat.name());
            roster.enter(seat.ship(), seat.name(), look(seat.ship()), false);
            roster.away(seat.ship(), true);
        }
    }

    /** Credits every player with the time in which the server itself did not run. */
    void resumeAfterStall(long nowNs) {
        for (int i = 0; i < people.size(); i++) {
            people.get(i).resumeAfterStall(nowNs);
        }
    }

    /** Returns the window of a new connection. */
    SendWindow newWindow() {
        return new SendWindow(1_000_000_000L / world.rules().tickRate);
    }

    void free(Seat seat) {
        people.remove(seat);
        names.release(seat.name());
        world.unseat(seat.ship());
        roster.leave(seat.ship());
    }

    /** Adds or removes bots until the room has the configured number of pilots. */
    void fill() {
        int wanted = Math.max(0, botsWanted - people.size());
        while (bots > wanted) {
            dismiss(worstBot());
        }
        for (int ship = freeShip(); bots < wanted && ship != Ships.NOBODY; ship = freeShip()) {
            bot[ship] = true;
            bots++;
            world.seat(ship);
            roster.enter(ship, BotNames.of(ship), look(ship), true);
            pilots.enlist(ship);
        }
    }

    private void dismiss(int ship) {
        bot[ship] = false;
        bots--;
        pilots.dismiss(ship);
        world.unseat(ship);
        roster.leave(ship);
    }

    private int freeShip() {
        for (int ship = 0; ship < bot.length; ship++) {
            if (!world.ships().seated[ship]) {
                return ship;
            }
        }
        return Ships.NOBODY;
    }

    private int worstBot() {
        int worst = Ships.NOBODY;
        for (int ship = 0; ship < bot.length; ship++) {
            if (bot[ship] && (worst == Ships.NOBODY || world.ships().score[ship] < world.ships().score[worst])) {
                worst = ship;
            }
        }
        return worst;
    }

    private static int look(int ship) {
        return ship * NEXT_LOOK % LOOKS;
    }
}
