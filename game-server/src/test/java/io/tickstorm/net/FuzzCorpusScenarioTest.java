package io.tickstorm.net;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Replays the inputs stored by fuzzing, in {@code src/test/resources}, and each with a few flipped bits.
 * {@code ./mvnw -P fuzz} searches for more.
 */
@Timeout(60)
class FuzzCorpusScenarioTest {
    private static final int MUTANTS = 200;

    @Test
    void framesOfTheCorpus() {
        replay("frames", FuzzTargets::frames, MUTANTS);
    }

    @Test
    void clientMessagesOfTheCorpus() {
        replay("clientMessage", FuzzTargets::clientMessage, MUTANTS);
    }

    @Test
    void textsOfTheCorpus() {
        replay("text", FuzzTargets::text, MUTANTS);
    }

    @Test
    void clientTextsOfTheCorpus() {
        replay("clientText", FuzzTargets::clientText, MUTANTS);
    }

    @Test
    void matchesOfTheCorpus() {
        replay("match", bytes -> new FuzzedMatch().run(bytes), 20);
    }

    @Test
    void requestsOfTheCorpus() {
        try (TestServer server = FuzzTargets.server()) {
            replay("http", bytes -> FuzzTargets.http(server, bytes), 5);
        }
    }

    private static void replay(String target, Consumer<byte[]> run, int mutants) {
        List<Path> kept = kept(target);
        assertTrue(kept.size() >= 5, "the corpus of " + target + " is there");
        Random random = new Random(1);
        for (Path input : kept) {
            byte[] bytes = read(input);
            run.accept(bytes);
            for (int i = 0; i < mutants && bytes.length > 0; i++) {
                byte[] mutant = bytes.clone();
                for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                    mutant[random.nextInt(mutant.length)] ^= (byte) (1 << random.nextInt(8));
                }
                run.accept(mutant);
            }
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> kept(String target) {
        try {
            Path folder = Path.of(Objects.requireNonNull(
                            FuzzCorpusScenarioTest.class.getResource("EntryPointsFuzzTestInputs/" + target))
                    .toURI());
            try (Stream<Path> files = Files.list(folder)) {
                return files.sorted().toList();
            }
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
