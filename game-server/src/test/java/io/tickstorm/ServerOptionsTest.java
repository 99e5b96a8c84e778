package io.tickstorm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerOptionsTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 1, 1", "4, 1, 3", "16, 4, 12", "1000, 64, 64"})
    void threadsFollowFromTheCores(int cores, int loops, int ioThreads) {
        assertEquals(loops, ServerOptions.loopsFor(cores));
        assertEquals(ioThreads, ServerOptions.ioThreadsFor(cores));
    }

    @Test
    void aGivenNumberOfLoopsIsKept() {
        ServerOptions options = new ServerOptions();
        new picocli.CommandLine(options).parseArgs("--loops", "7");
        assertEquals(7, options.loops());
    }
}
