package io.tickstorm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Tests settings from environment and file: every kind of option, and unknown names. */
class SettingSourcesTest {
    @TempDir
    Path folder = Path.of("");

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final CommandLine command = new CommandLine(new ServerOptions());
    private final CommandSpec spec = command.getCommandSpec();
    private String text = "";

    @ParameterizedTest
    @CsvSource({"true,true", "false,false", "TRUE,true", "False,false"})
    void aSwitchIsSetByTheEnvironment(String value, boolean on) throws IOException {
        environment.put("TICKSTORM_LIMIT_LOOPBACK", value);
        SettingSources sources = parse();
        assertEquals(on, valueOf("--limit-loopback"));
        assertEquals("environment TICKSTORM_LIMIT_LOOPBACK", sources.source(spec.findOption("--limit-loopback")));
    }

    @Test
    void aSwitchIsSetByTheFileAndTheEnvironmentWins() throws IOException {
        text = "limit-loopback = true \n";
        parse();
        assertEquals(true, valueOf("--limit-loopback"));
        environment.put("TICKSTORM_LIMIT_LOOPBACK", "false");
        parse();
        assertEquals(false, valueOf("--limit-loopback"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"maybe", "1", "yes", "true,false"})
    void aSwitchThatIsNeitherTrueNorFalseIsRefused(String value) {
        environment.put("TICKSTORM_LIMIT_LOOPBACK", value);
        ParameterException wrong = assertThrows(ParameterException.class, this::parse);
        assertTrue(String.valueOf(wrong.getMessage()).contains("'" + value + "' is not a boolean"), wrong.getMessage());
    }

    @Test
    void everySettingIsReadFromEnvironmentAndFile() throws IOException {
        for (var option : spec.options()) {
            if (SettingSources.isSwitch(option)) {
                String key = option.longestName().substring(2);
                text = key + "=true\n";
                parse();
                assertEquals(true, option.getValue(), key + " from the file");
                text = "";
                parse();
                assertEquals(false, option.getValue(), key + " by default");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "prot, port",
        "PORT, port",
        "--port, port",
        "tick_rate, tick-rate",
        "tickstorm.port, port",
        "TICKSTORM_TICK_RATE, tick-rate",
        "checkpoint, checkpoints",
        "limit-loopbak, limit-loopback"
    })
    void anUnknownKeyOfTheFileIsReportedWithTheNearestKey(String key, String meant) throws IOException {
        text = key + "=1\nport=1\n";
        String fault = sources().faultOfFile(spec);
        assertTrue(fault.endsWith("'" + key + "' is not a setting (did you mean " + meant + "?)"), fault);
    }

    @Test
    void anUnknownKeyWithoutANearKeyIsReported() throws IOException {
        text = "colour=blue\nhelp=true\nprint-config=true\n";
        assertEquals(
                file() + ": 'colour' is not a setting, 'help' is not a setting, 'print-config' is not a setting",
                sources().faultOfFile(spec));
    }

    @Test
    void aRepeatedKeyIsReported() throws IOException {
        text = "port=1\nbots=2\nport=3\n";
        assertEquals(file() + ": 'port' is set twice", sources().faultOfFile(spec));
    }

    @Test
    void aHundredUnknownKeysAreReportedInOneSentence() throws IOException {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            many.append("zzzz").append(i).append("=1\n");
        }
        text = many.toString();
        String fault = sources().faultOfFile(spec);
        assertTrue(fault.endsWith(" and 92 more"), fault);
        assertTrue(fault.length() < 600, fault);
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheFirstKey() throws IOException {
        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            Files.write(file(), "\uFEFFport=81\nbots=3\n".getBytes(charset));
            SettingSources sources = new SettingSources(environment, new SettingsFile(file()));
            command.setDefaultValueProvider(sources).parseArgs();
            assertEquals(81, valueOf("--port"), charset.name());
            assertEquals("", sources.faultOfFile(spec));
        }
    }

    @Test
    void aFileThatIsNotTextIsRefusedWithASentence() throws IOException {
        Files.write(file(), "web-root=/home/J\u00fcrgen".getBytes(StandardCharsets.ISO_8859_1));
        assertUnreadable(" is not a text in UTF-8");
        Files.write(file(), "port=81".getBytes(StandardCharsets.UTF_16LE));
        assertUnreadable(" is not a text in UTF-8");
        Files.writeString(file(), "web-root=C:\\users\\x");
        assertUnreadable(" has a \\u that is not followed by four hexadecimal digits");
        Files.writeString(file(), "#".repeat((1 << 20) + 1));
        assertUnreadable(" is longer than 1048576 bytes");
        Files.delete(file());
        Files.createDirectory(file());
        assertUnreadable(" is not a readable file");
    }

    @Test
    void umlautsAndBlanksAroundAValueAreAccepted() throws IOException {
        text = "web-root = /home/J\u00fcrgen  \nport=81 \r\n";
        parse();
        assertEquals(Path.of("/home/J\u00fcrgen"), valueOf("--web-root"));
        assertEquals(81, valueOf("--port"));
    }

    @Test
    void variablesOfAKubernetesServiceAreIgnoredWithAMessage() throws IOException {
        for (String service : List.of("TICKSTORM", "TICKSTORM_ADMIN")) {
            environment.put(service + "_SERVICE_HOST", "10.0.0.1");
            environment.put(service + "_SERVICE_PORT", "8080");
            environment.put(service + "_SERVICE_PORT_HTTP", "8080");
            environment.put(service + "_PORT", "tcp://10.0.0.1:8080");
            environment.put(service + "_PORT_8080_TCP", "tcp://10.0.0.1:8080");
            environment.put(service + "_PORT_8080_TCP_PROTO", "tcp");
            environment.put(service + "_PORT_8080_TCP_PORT", "8080");
            environment.put(service + "_PORT_8080_TCP_ADDR", "10.0.0.1");
        }
        SettingSources sources = parse();
        assertEquals(8080, valueOf("--port"));
        assertEquals(-1, valueOf("--admin-port"));
        assertEquals("default", sources.source(spec.findOption("--port")));
        List<String> warnings = sources.warnings(spec);
        assertEquals(1, warnings.size(), warnings.toString());
        assertTrue(warnings.get(0).contains("because Kubernetes sets it for a service"), warnings.get(0));
        assertTrue(warnings.get(0).contains("and 8 more"), warnings.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://[fd00::1]:8080", "udp://10.0.0.1:53", "sctp://10.0.0.1:9"})
    void servicesOfOtherProtocolsAreRecognisedToo(String address) throws IOException {
        environment.put("TICKSTORM_PORT", address);
        assertEquals(1, parse().warnings(spec).size());
        assertEquals(8080, valueOf("--port"));
    }

    @Test
    void aRealPortFromTheEnvironmentStillCountsAndAWrongOneIsRefused() throws IOException {
        environment.put("TICKSTORM_PORT", "81");
        assertEquals(List.of(), parse().warnings(spec));
        assertEquals(81, valueOf("--port"));
        environment.put("TICKSTORM_PORT", "http");
        assertThrows(ParameterException.class, this::parse);
    }

    @Test
    void anUnknownVariableIsReportedInOneWarning() throws IOException {
        environment.put("TICKSTORM_PROT", "81");
        environment.put("tickstorm_bots", "3");
        environment.put("TICKSTORM_BROWSER", "/usr/bin/chromium");
        environment.put("PORT", "82");
        assertEquals(
                List.of("Ignored in the environment: TICKSTORM_PROT is not a setting (did you mean TICKSTORM_PORT?),"
                        + " tickstorm_bots is not a setting (did you mean TICKSTORM_BOTS?)."),
                parse().warnings(spec));
    }

    private SettingSources parse() throws IOException {
        SettingSources sources = sources();
        command.setDefaultValueProvider(sources).parseArgs();
        return sources;
    }

    private SettingSources sources() throws IOException {
        if (!text.isEmpty()) {
            Files.writeString(file(), text);
        } else {
            Files.deleteIfExists(file());
        }
        return new SettingSources(environment, new SettingsFile(file()));
    }

    private void assertUnreadable(String why) {
        IOException refused = assertThrows(IOException.class, () -> new SettingsFile(file()));
        assertEquals(file() + why, refused.getMessage());
    }

    private Path file() {
        return folder.resolve("tickstorm.properties");
    }

    private Object valueOf(String option) {
        return spec.findOption(option).getValue();
    }
}
