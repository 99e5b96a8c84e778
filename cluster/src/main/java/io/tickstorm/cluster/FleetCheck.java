package io.tickstorm.cluster;

import com.typesafe.config.Config;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.cluster.ConfigValidation;
import org.apache.pekko.cluster.Invalid;
import org.apache.pekko.cluster.JoinConfigCompatChecker;
import org.apache.pekko.cluster.Valid;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Compares the settings of a server that wants to join with those of the fleet: the name, the hash of the secret, and
 * the version of the messages, of which neighbours understand each other. Pekko runs it on both sides before a join.
 * Any thread.
 */
public final class FleetCheck extends JoinConfigCompatChecker {
    /** Called by Pekko. */
    public FleetCheck() {}

    @Override
    public Seq<String> requiredKeys() {
        return seq(List.of(FleetAdmission.NAME, FleetAdmission.SECRET_HASH, FleetAdmission.PROTOCOL));
    }

    @Override
    public ConfigValidation check(Config toCheck, Config actualConfig) {
        List<String> faults = faults(toCheck, actualConfig);
        return faults.isEmpty() ? Valid.getInstance() : new Invalid(seq(faults));
    }

    /** Returns what differs; nothing if the two may be members of one fleet. */
    static List<String> faults(Config theirs, Config ours) {
        List<String> faults = new ArrayList<>();
        for (String key : List.of(FleetAdmission.NAME, FleetAdmission.SECRET_HASH)) {
            if (!theirs.hasPath(key) || !isEqual(theirs.getString(key), ours.getString(key))) {
                faults.add(key + " differs");
            }
        }
        if (!theirs.hasPath(FleetAdmission.PROTOCOL) || distance(theirs, ours) > 1) {
            faults.add(FleetAdmission.PROTOCOL + " is not a neighbour");
        }
        return faults;
    }

    private static long distance(Config theirs, Config ours) {
        return Math.abs(theirs.getLong(FleetAdmission.PROTOCOL) - ours.getLong(FleetAdmission.PROTOCOL));
    }

    /** Compares in constant time. */
    private static boolean isEqual(String first, String second) {
        return MessageDigest.isEqual(first.getBytes(StandardCharsets.UTF_8), second.getBytes(StandardCharsets.UTF_8));
    }

    private static Seq<String> seq(List<String> list) {
        return CollectionConverters.asScala(list).toList();
    }
}
