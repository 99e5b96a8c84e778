package io.tickstorm;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Checks that ranges and defaults are declared once, shown by the help text, enforced, and equal in the documents. */
class SettingRangesTest {
    private static final Pattern RANGE = Pattern.compile("(-?\\d+) to (\\d+)( ms| s| bytes)?");
    /** An option followed by its default, a number in parentheses. */
    private static final Pattern DEFAULT_IN_TEXT = Pattern.compile("`(--[a-z-]+)` \\((\\d+)[);,]");

    private final CommandSpec spec = new CommandLine(new ServerOptions()).getCommandSpec();

    @Test
    void everyNumberHasARangeExceptTheSeed() {
        for (OptionSpec option : spec.options()) {
            boolean isNumber =
                    option.type() == int.class && !option.longestName().equals("--seed");
            assertEquals(isNumber, !SettingRanges.text(option).isEmpty(), option.longestName());
        }
    }

    @Test
    void bothEndsOfEachRangeAreAcceptedAndTheNextValuesAreNot() {
        for (OptionSpec option : ranged()) {
            MatchResult range = range(option);
            long min = Long.parseLong(range.group(1));
            long max = Long.parseLong(range.group(2));
            assertDoesNotThrow(() -> parse(option, min));
            assertDoesNotThrow(() -> parse(option, max));
            for (long value : new long[] {min - 1, max + 1}) {
                ParameterException wrong = assertThrows(ParameterException.class, () -> parse(option, value));
                assertEquals(
                        option.longestName() + " has to be between " + min + " and " + max + ", not " + value,
                        wrong.getMessage());
            }
        }
    }

    @Test
    void theHelpTextNamesEachRangeAndDefault() {
        String help = new CommandLine(new ServerOptions()).getUsageMessage().replaceAll("\\s+", " ");
        for (OptionSpec option : ranged()) {
            String facts = "(" + SettingRanges.text(option) + ") [" + option.defaultValue() + "]";
            assertTrue(help.contains(facts), option.longestName() + " " + facts);
        }
    }

    @Test
    void theHelpTextKeepsTheOrderOfTheDeclarations() {
        List<String> names =
                spec.options().stream().map(OptionSpec::longestName).toList();
        assertEquals(List.of("--port", "--host", "--web-root", "--bots"), names.subList(0, 4));
        assertEquals("--version", names.get(names.size() - 1));
    }

    @Test
    void noDescriptionRepeatsARange() {
        for (OptionSpec option : ranged()) {
            String text = String.join(" ", option.description());
            assertEquals(1, RANGE.matcher(text).results().count(), text);
            assertTrue(!text.matches(".*\\d+-\\d+.*"), text);
        }
    }

    @Test
    void unitsFollowTheNames() {
        for (OptionSpec option : ranged()) {
            String name = option.longestName();
            String unit = name.endsWith("-ms") ? " ms" : name.endsWith("-s") ? " s" : "";
            assertTrue(SettingRanges.text(option).endsWith(unit), name);
        }
    }

    @Test
    void everySettingIsOnceInTheOperatorsTable() {
        String table = String.join(
                "\n",
                SourceTree.lines(SourceTree.ROOT.resolve("docs/OPERATING.md")).stream()
                        .filter(line -> line.startsWith("| "))
                        .toList());
        List<String> faults = new ArrayList<>();
        for (OptionSpec option : spec.options()) {
            if (SettingSources.isSetting(option) && !table.contains("`" + option.longestName() + "`")) {
                faults.add(option.longestName());
            }
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void documentsNameTheTrueDefaults() {
        int found = 0;
        for (Path document : SourceTree.files(file -> file.toString().endsWith(".md"))) {
            String text = String.join(" ", SourceTree.lines(document));
            for (MatchResult mention : DEFAULT_IN_TEXT.matcher(text).results().toList()) {
                OptionSpec option = spec.findOption(mention.group(1));
                if (option != null) {
                    found++;
                    assertEquals(option.defaultValue(), mention.group(2), document + ": " + mention.group());
                }
            }
        }
        assertNotEquals(0, found);
    }

    private List<OptionSpec> ranged() {
        return spec.options().stream()
                .filter(option -> !SettingRanges.text(option).isEmpty())
                .toList();
    }

    private static MatchResult range(OptionSpec option) {
        return RANGE.matcher(SettingRanges.text(option)).results().findFirst().orElseThrow();
    }

    private static void parse(OptionSpec option, long value) {
        ServerOptions.of(List.of(option.longestName() + "=" + value));
    }
}
