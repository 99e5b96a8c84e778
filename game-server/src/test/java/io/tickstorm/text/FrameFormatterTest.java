package io.tickstorm.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.tickstorm.proto.v1.Acknowledgement;
import io.tickstorm.proto.v1.Announcement;
import io.tickstorm.proto.v1.ChatLine;
import io.tickstorm.proto.v1.CorrectionCause;
import io.tickstorm.proto.v1.Error;
import io.tickstorm.proto.v1.ErrorCode;
import io.tickstorm.proto.v1.HitAudit;
import io.tickstorm.proto.v1.Kill;
import io.tickstorm.proto.v1.OwnState;
import io.tickstorm.proto.v1.Pong;
import io.tickstorm.proto.v1.RosterEntry;
import io.tickstorm.proto.v1.RosterUpdate;
import io.tickstorm.proto.v1.Round;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Servers;
import io.tickstorm.proto.v1.Standings;
import io.tickstorm.proto.v1.TextFrame;
import io.tickstorm.proto.v1.Weapon;
import io.tickstorm.proto.v1.Welcome;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FrameFormatterTest {
    /** The fields that have another form in the text, or are not used in it. */
    private static final Set<String> PACKED = Set.of("since_age", "view", "own_hash", "segments", "vitals");

    private static final ServerFrame FULL = ServerFrame.newBuilder()
            .setTick(40)
            .setInputMargin(-17)
            .setOwn(OwnState.newBuilder().setX(7).setCause(CorrectionCause.CORRECTION_CAUSE_SYNC))
            .setVitals(1 << 16 | 1 << 15 | 1 << 14 | 50 << 7 | 99)
            .setRoster(RosterUpdate.newBuilder()
                    .setVersion(3)
                    .addEntries(RosterEntry.newBuilder().setName("Ada")))
            .addChat(ChatLine.newBuilder().setSequence(1).setName("Ada").setText("\u4f60 \"<\\\u2028"))
            .addKills(Kill.newBuilder().setVictim(3).setWeapon(Weapon.WEAPON_RAIL))
            .setRound(Round.newBuilder().setNumber(2))
            .setPong(Pong.newBuilder().setSentUs(1L << 60))
            .setWelcome(Welcome.newBuilder().setRoom("ABCD"))
            .setError(Error.newBuilder().setCode(ErrorCode.ERROR_CODE_BAD_CHAT))
            .addAudits(HitAudit.newBuilder().setVictim(2))
            .addAnnouncements(Announcement.newBuilder().setSequence(4).setText("at noon"))
            .addAcknowledgements(Acknowledgement.newBuilder().setRequest(5))
            .setServers(Servers.newBuilder().addAddresses("wss://b.example/ws"))
            .setStandings(Standings.newBuilder()
                    .setFirstPlace(11)
                    .addEntries(RosterEntry.newBuilder().setName("Ada")))
            .build();

    @Test
    void everyMessageOfAServerFrameIsConverted() {
        TextFrame text = new FrameFormatter().toTextFrame(FULL);
        for (FieldDescriptor field : ServerFrame.getDescriptor().getFields()) {
            if (!PACKED.contains(field.getName())) {
                FieldDescriptor sent = TextFrame.getDescriptor().findFieldByName(field.getName());
                assertNotNull(sent, field.getName() + " is in text.proto");
                assertEquals(FULL.getField(field), text.getField(sent), field.getName());
                assertTrue(FULL.getAllFields().containsKey(field), field.getName() + " is tried here");
            }
        }
    }

    @Test
    void aShipOrScoreOfZeroIsWritten() {
        String json = new String(new FrameFormatter().format(FULL), StandardCharsets.UTF_8);
        assertTrue(json.contains("\"kills\":[{\"age\":0,\"killer\":0,\"victim\":3,\"weapon\":\"WEAPON_RAIL\"}]"), json);
        assertTrue(json.contains("{\"id\":0,\"name\":\"Ada\",\"score\":0,\"kills\":0,\"deaths\":0}"), json);
        assertTrue(json.contains("\"ship\":0,\"alive\":true,\"health\":99,\"shield\":50,\"protected\":true"), json);
        assertTrue(json.contains("\"welcome\":{\"room\":\"ABCD\",\"ship\":0}"), json);
        assertTrue(json.contains("\"sentUs\":\"1152921504606846976\""), json);
    }

    @Test
    void theStateOfTheOwnShipIsInEveryFrame() {
        FrameFormatter formatter = new FrameFormatter();
        formatter.toTextFrame(FULL);
        TextFrame next = formatter.toTextFrame(
                ServerFrame.newBuilder().setTick(41).setSinceAge(1).build());
        assertEquals(99, next.getYou().getHealth());
        assertTrue(next.getYou().getAlive());
        assertFalse(next.hasWelcome());
    }

    @Test
    void anErrorAloneIsAFrame() {
        byte[] json = FrameFormatter.format(Error.newBuilder()
                .setCode(ErrorCode.ERROR_CODE_FLOOD)
                .setMessage("too many messages")
                .build());
        assertEquals(
                "{\"error\":{\"code\":\"ERROR_CODE_FLOOD\",\"message\":\"too many messages\"}}",
                new String(json, StandardCharsets.UTF_8));
    }
}
