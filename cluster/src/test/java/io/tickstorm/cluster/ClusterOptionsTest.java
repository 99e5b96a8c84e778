package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The options of a server of a fleet. */
class ClusterOptionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--cluster-secret=short | --cluster-secret has to have 16",
                "--cluster-name=a/b | --cluster-name has 1 to 64",
                "--cluster-tls-cert=a.pem | belong together",
                "--cluster-tls-cert=a.pem --cluster-tls-key=b.pem --cluster-tls-ca=c.pem | a.pem does not exist",
                "--seed-nodes=10.0.0.7 | --seed-nodes is a list",
                "--seed-dns=fleet | --seed-dns is a name with a port",
                "--seed-dns=fleet:7350 --seed-dns-servers=0 | --seed-dns-servers has to be between 1 and 32",
                "--cell=A | --cell is one of the letters",
                "--cell=BC | --cell is one of the letters",
                "--cells=B=wss://b.example/ws | --cells needs --cell",
                "--cell=B --cells=C=https://c.example | --cells needs --cell, and is a list",
                "--cell=B --cells=C | --cells is a list",
                "--cell=B --cells=A=wss://a.example/ws | vowels and Y name none",
                "--public-url=http://a.example | --public-url is a WebSocket address",
            })
    void aWrongOptionIsNamed(String arguments, String words) {
        ParameterException fault = assertThrows(ParameterException.class, () -> parse(arguments));
        assertTrue(String.valueOf(fault.getMessage()).contains(words), fault.getMessage());
    }

    @Test
    void theListOfCellsMayBeTheSameForAll() {
        FleetConfig config = parse("--cell=b --cells=B=wss://b.example/ws,C=wss://c.example/ws")
                .fleet(List.of());
        assertEquals("B", config.cells().own());
        assertEquals("wss://c.example/ws", config.cells().address("CDFG"));
        assertEquals(1, config.cells().others().size());
    }

    private static ClusterOptions parse(String arguments) {
        ClusterOptions options = new ClusterOptions();
        new CommandLine(options).parseArgs(arguments.split(" ", -1));
        options.check();
        return options;
    }
}
