package io.tickstorm.room;

import com.google.protobuf.ByteString;
import io.tickstorm.proto.v1.Arena;
import io.tickstorm.proto.v1.Welcome;
import io.tickstorm.shared.GameData;
import io.tickstorm.sim.ArenaMap;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.Rules;
import io.tickstorm.sim.Weapon;
import io.tickstorm.sim.WeaponRules;

/** Encodes the two parts of a Welcome: pure functions of a room and a seat. Any thread that may read the world. */
final class WelcomeMessage {
    private WelcomeMessage() {}

    /**
     * Returns the encoded part for one client.
     *
     * @param token resumes the seat later
     * @param resumed true if the client had the seat before
     */
    static byte[] own(RoomEnvironment room, int ship, ByteString token, boolean resumed) {
        return Welcome.newBuilder()
                .setRoom(room.code())
                .setEpoch(room.identity().epoch())
                .setTick(room.tick())
                .setTickRate(room.settings().tickRate())
                .setShip(ship)
                .setResumeToken(token)
                .setResumed(resumed)
                .addAllServers(room.context().servers().get().addresses())
                .build()
                .toByteArray();
    }

    /** Returns the encoded part that is the same for all clients: with a large arena it is most of the first frame. */
    static byte[] shared(RoomEnvironment room) {
        return Welcome.newBuilder()
                .setSeats(room.settings().seats())
                .setArena(arena(room.world().map()))
                .setRules(rules(room.world().rules()))
                .setServerVersion(GameData.version())
                .build()
                .toByteArray();
    }

    private static Arena arena(ArenaMap map) {
        Arena.Builder arena = Arena.newBuilder().setSide(map.side / Fixed.ONE);
        for (int i = 0; i < map.asteroidX.length; i++) {
            arena.addAsteroidX(map.asteroidX[i] / Fixed.ONE)
                    .addAsteroidY(map.asteroidY[i] / Fixed.ONE)
                    .addAsteroidRadius(map.asteroidRadius[i] / Fixed.ONE);
        }
        return arena.build();
    }

    private static io.tickstorm.proto.v1.Rules rules(Rules rules) {
        io.tickstorm.proto.v1.Rules.Builder message = io.tickstorm.proto.v1.Rules.newBuilder()
                .setTopVelocity(rules.topVelocity)
                .setBoostVelocity(rules.boostVelocity)
                .setResponse(rules.response)
                .setStopVelocity(rules.stopVelocity)
                .setBoltVelocity(rules.of(Weapon.BLASTER).boltVelocity)
                .setBoltLifeTicks(rules.of(Weapon.BLASTER).boltLifeTicks)
                .setBlasterReload(rules.of(Weapon.BLASTER).reload)
                .setRailReloadTicks(rules.of(Weapon.RAIL).reload);
        for (int i = Weapon.RAIL.number; i < Weapon.COUNT; i++) {
            WeaponRules further = rules.of(Weapon.at(i));
            message.addFurtherWeapons(io.tickstorm.proto.v1.WeaponRules.newBuilder()
                    .setReload(further.reload)
                    .setBoltVelocity(further.boltVelocity)
                    .setBoltLifeTicks(further.boltLifeTicks));
        }
        return message.build();
    }
}
