package io.tickstorm.text;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.tickstorm.interest.CellWindow;
import io.tickstorm.proto.v1.Entity;
import io.tickstorm.proto.v1.Error;
import io.tickstorm.proto.v1.Event;
import io.tickstorm.proto.v1.HitAudit;
import io.tickstorm.proto.v1.Kill;
import io.tickstorm.proto.v1.RosterEntry;
import io.tickstorm.proto.v1.RosterUpdate;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Sight;
import io.tickstorm.proto.v1.TextFrame;
import io.tickstorm.proto.v1.Weapon;
import io.tickstorm.proto.v1.Welcome;
import io.tickstorm.proto.v1.You;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.Ships;
import io.tickstorm.sim.Vitals;
import io.tickstorm.sim.WorldEvents;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Converts all frames of one connection, in order, into the frames of {@code text.proto}, in JSON. One thread at a
 * time.
 */
public final class FrameFormatter {
    private static final int CELL_U = 1 << (Fixed.CELL_SHIFT - Fixed.POSITION_BITS);
    private static final List<String> GIVES = List.of("health", "shield", "boost");
    private static final List<String> HAPPENINGS = List.of("", "hit", "beam", "kill", "pickup", "spawn");

    /**
     * Fields that are written even if they are 0: protobuf JSON would omit them, and readers could take a missing
     * number for an unknown one.
     */
    private static final Set<FieldDescriptor> ALWAYS_WRITTEN = Stream.of(
                    fields(Welcome.getDefaultInstance(), "ship"),
                    fields(RosterEntry.getDefaultInstance(), "id", "score", "kills", "deaths"),
                    fields(Kill.getDefaultInstance(), "age", "killer", "victim"),
                    fields(HitAudit.getDefaultInstance(), "age", "shooter", "victim"))
            .flatMap(fields -> fields)
            .collect(Collectors.toUnmodifiableSet());

    private static final JsonFormat.Printer JSON =
            JsonFormat.printer().omittingInsignificantWhitespace().includingDefaultValueFields(ALWAYS_WRITTEN);

    private final Picture picture = new Picture();
    /** The roster entries with a name, by ship. */
    private final Map<Integer, RosterEntry> roster = new HashMap<>();

    private int ship = -1;
    private int vitals;

    /** Returns a frame that only carries an error. */
    public static byte[] format(Error error) {
        return json(TextFrame.newBuilder().setError(error).build());
    }

    /** Returns the JSON of the connection's next frame. */
    public byte[] format(ServerFrame frame) {
        return json(toTextFrame(frame));
    }

    /** Returns the JSON of a frame. */
    public static byte[] json(TextFrame frame) {
        try {
            return JSON.print(frame).getBytes(StandardCharsets.UTF_8);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("only an Any can be unknown, and frames do not contain one", e);
        }
    }

    private static Stream<FieldDescriptor> fields(Message message, String... names) {
        return Arrays.stream(names).map(message.getDescriptorForType()::findFieldByName);
    }

    /** Returns the connection's next frame before it is converted to JSON. */
    public TextFrame toTextFrame(ServerFrame frame) {
        TextFrame.Builder text = TextFrame.newBuilder().setTick(frame.getTick());
        if (frame.hasWelcome()) {
            ship = frame.getWelcome().getShip();
            picture.welcome(frame.getWelcome());
            text.setWelcome(frame.getWelcome());
        }
        if (frame.hasRoster()) {
            note(frame.getRoster());
            text.setRoster(frame.getRoster());
        }
        picture.apply(frame);
        vitals = frame.getVitals() != 0 ? frame.getVitals() : vitals;
        text.setYou(you()).setSight(sight());
        picture.ships.values().forEach(each -> text.addEntities(entity(each)));
        picture.bolts.values().forEach(each -> text.addEntities(entity(each)));
        picture.pickups.values().forEach(each -> text.addEntities(entity(each)));
        picture.happenings.forEach(each -> text.addEvents(event(each)));
        copyMessages(frame, text);
        return text.build();
    }

    private static void copyMessages(ServerFrame frame, TextFrame.Builder text) {
        text.addAllAcknowledgements(frame.getAcknowledgementsList())
                .addAllChat(frame.getChatList())
                .addAllKills(frame.getKillsList())
                .addAllAnnouncements(frame.getAnnouncementsList())
                .addAllAudits(frame.getAuditsList())
                .setInputMargin(frame.getInputMargin());
        if (frame.hasError()) {
            text.setError(frame.getError());
        }
        if (frame.hasRound()) {
            text.setRound(frame.getRound());
        }
        if (frame.hasPong()) {
            text.setPong(frame.getPong());
        }
        if (frame.hasOwn()) {
            text.setOwn(frame.getOwn());
        }
        if (frame.hasServers()) {
            text.setServers(frame.getServers());
        }
        if (frame.hasStandings()) {
            text.setStandings(frame.getStandings());
        }
    }

    private void note(RosterUpdate update) {
        if (update.getReset()) {
            roster.clear();
        }
        for (RosterEntry entry : update.getEntriesList()) {
            if (entry.getLeft()) {
                roster.remove(entry.getId());
            } else if (!entry.getName().isEmpty()) {
                roster.put(entry.getId(), entry);
            }
        }
    }

    private You.Builder you() {
        return You.newBuilder()
                .setShip(ship)
                .setHealth(Vitals.health(vitals))
                .setShield(Vitals.shield(vitals))
                .setAlive(Vitals.isAlive(vitals))
                .setProtected(Vitals.isProtected(vitals));
    }

    private Sight.Builder sight() {
        int column = CellWindow.firstColumn(picture.view);
        int row = CellWindow.firstRow(picture.view);
        return Sight.newBuilder()
                .setLeft(column * CELL_U)
                .setTop(row * CELL_U)
                .setRight((column + CellWindow.columns(picture.view)) * CELL_U)
                .setBottom((row + CellWindow.rows(picture.view)) * CELL_U);
    }

    private Entity.Builder entity(Picture.Ship each) {
        RosterEntry entry = roster.getOrDefault(each.id(), RosterEntry.getDefaultInstance());
        return entity("ship", each.id(), each.x(), each.y())
                .setAim(Units.degrees(each.aim()))
                .setName(entry.getName())
                .setBot(entry.getBot())
                .setThrusting(each.isThrusting())
                .setBoosting(each.isBoosting())
                .setProtected(each.isProtected())
                .setShielded(each.isShielded());
    }

    private Entity.Builder entity(Picture.Bolt each) {
        Entity.Builder bolt = entity("bolt", each.id(), each.xAt(picture.tick), each.yAt(picture.tick))
                .setAim(Units.degrees(each.angle()))
                .setOwner(each.owner());
        return each.weapon() == io.tickstorm.sim.Weapon.BLASTER ? bolt : bolt.setWeapon(weapon(each.weapon()));
    }

    private static Entity.Builder entity(Picture.Pickup each) {
        return entity(GIVES.get(each.kind()), each.id(), each.x(), each.y());
    }

    private static Entity.Builder entity(String kind, int id, int x, int y) {
        return Entity.newBuilder().setKind(kind).setId(id).setX(Units.u(x)).setY(Units.u(y));
    }

    private static Event.Builder event(Picture.Happening each) {
        Event.Builder event = Event.newBuilder()
                .setKind(HAPPENINGS.get(each.kind()))
                .setTick(each.tick())
                .setShip(each.subject())
                .setX(Units.u(each.x()))
                .setY(Units.u(each.y()));
        return switch (HAPPENINGS.get(each.kind())) {
            case "hit" ->
                event.setVictim(each.object())
                        .setDamage(WorldEvents.hitDamage(each.a()))
                        .setWeapon(weapon(WorldEvents.hitWeapon(each.a())))
                        .setHealth(WorldEvents.leftHealth(each.b()))
                        .setShield(WorldEvents.leftShield(each.b()));
            case "beam" -> beam(each, event);
            case "kill" ->
                event.setVictim(each.object())
                        .setWeapon(weapon(io.tickstorm.sim.Weapon.ofNumber(each.a())))
                        .setCrown(each.b() == 1);
            case "pickup" -> event.setGives(GIVES.get(each.a()));
            default -> event;
        };
    }

    private static Event.Builder beam(Picture.Happening each, Event.Builder event) {
        event.setAim(Units.degrees(each.a()))
                .setLength(WorldEvents.beamLength(each.b()))
                .setWeapon(weapon(WorldEvents.beamWeapon(each.b())));
        return each.object() == Ships.NOBODY ? event : event.setVictim(each.object());
    }

    private static Weapon weapon(io.tickstorm.sim.Weapon of) {
        Weapon weapon = Weapon.forNumber(of.number);
        return weapon == null ? Weapon.WEAPON_UNSPECIFIED : weapon;
    }
}
