package io.tickstorm.cluster;

import java.io.NotSerializableException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** The serializer of a newer version, whose first messages have a manifest that this version does not know. */
public final class NewerVersion extends SerializerWithStringManifest {
    static final int UNKNOWN = 12;
    static final AtomicInteger SENT = new AtomicInteger();

    private final FleetSerializer known;

    /** Called by Pekko. */
    public NewerVersion(ExtendedActorSystem system) {
        known = new FleetSerializer(system);
    }

    @Override
    public int identifier() {
        return known.identifier();
    }

    @Override
    public String manifest(Object object) {
        return SENT.incrementAndGet() <= UNKNOWN ? "Z" : known.manifest(object);
    }

    @Override
    public byte[] toBinary(Object object) {
        return known.toBinary(object);
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        return known.fromBinary(bytes, manifest);
    }
}
