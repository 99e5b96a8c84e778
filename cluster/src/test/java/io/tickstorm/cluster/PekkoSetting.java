package io.tickstorm.cluster;

import com.typesafe.config.ConfigFactory;

/** A setting of Pekko that the servers started meanwhile have. One thread. */
final class PekkoSetting implements AutoCloseable {
    private final String key;

    PekkoSetting(String key, String value) {
        this.key = key;
        System.setProperty(key, value);
        ConfigFactory.invalidateCaches();
    }

    @Override
    public String toString() {
        return key + "=" + System.getProperty(key);
    }

    @Override
    public void close() {
        System.clearProperty(key);
        ConfigFactory.invalidateCaches();
    }
}
