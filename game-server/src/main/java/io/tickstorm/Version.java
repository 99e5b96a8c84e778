package io.tickstorm;

import io.tickstorm.shared.GameData;
import picocli.CommandLine.IVersionProvider;

/** The answer to {@code --version}. Public only because picocli creates it. Main thread. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"Tickstorm " + GameData.version()};
    }
}
