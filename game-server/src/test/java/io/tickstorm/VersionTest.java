package io.tickstorm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.shared.GameData;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that all versions equal that of the root {@code pom.xml}. */
class VersionTest {
    @Test
    void theServerReportsTheVersionOfTheBuild() {
        String version = found("pom.xml", "<version>(\\d[^<]*)-SNAPSHOT</version>");
        assertEquals(version, GameData.version());
        assertArrayEquals(new String[] {"Tickstorm " + version}, new Version().getVersion());
    }

    @Test
    void thePackageOfThePageHasTheSameVersion() {
        assertEquals(GameData.version(), found("web-client/package.json", "\"version\": \"([^\"]+)\""));
    }

    private static String found(String file, String pattern) {
        String text = String.join("\n", SourceTree.lines(SourceTree.ROOT.resolve(file)));
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), file);
        return matcher.group(1);
    }
}
