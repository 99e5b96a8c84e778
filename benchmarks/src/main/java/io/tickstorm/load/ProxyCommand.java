package io.tickstorm.load;

import io.tickstorm.kit.Program;
import io.tickstorm.link.LinkProfile;
import io.tickstorm.load.proxy.LinkProxy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./load proxy}. The main thread runs the proxy. */
@Command(
        name = "proxy",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Simulates a bad network for any client, including a browser: a TCP proxy with latency, jitter, "
                + "stalls, loss as TCP shows it, and a narrow pipe with a bounded queue.",
        footer = {"", "Example: ./load proxy --listen 9000 --to localhost:8080 --profile wifi"})
final class ProxyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--listen",
            required = true,
            description = "PORT on this machine only, or ADDRESS:PORT; port 0 picks one")
    private String listen = "";

    @Option(names = "--to", required = true, description = "HOST:PORT of the server")
    private String to = "";

    @Option(
            names = "--profile",
            defaultValue = "wifi",
            description = "lan, good, wifi, mobile, bad or slow [${DEFAULT-VALUE}]")
    private String profile = "";

    @Option(names = "--seed", defaultValue = "1", description = "Seed of jitter, stalls and losses [${DEFAULT-VALUE}]")
    private long seed;

    @Option(
            names = "--queue-bytes",
            defaultValue = "65536",
            description = "Queue of each direction of a connection, in bytes; when it is full, its sender waits"
                    + " [${DEFAULT-VALUE}]")
    private int queueBytes;

    @Override
    public Integer call() throws IOException {
        boolean fits = queueBytes >= 1_024 && queueBytes <= 1 << 26;
        Program.require(spec, fits, "--queue-bytes must be between 1024 and 67108864, not " + queueBytes);
        LinkProfile link = Load.profileNamed(profile, "one of ", spec);
        String where = listen.contains(":") ? listen : "127.0.0.1:" + listen;
        LinkProxy.Settings settings =
                new LinkProxy.Settings(address("--listen", where), address("--to", to), link, seed, queueBytes);
        LinkProxy proxy;
        try {
            proxy = new LinkProxy(settings);
        } catch (IOException e) {
            System.err.println(listen + " cannot be used to listen: " + e.getMessage() + ". Try another --listen.");
            return Program.EXIT_CANNOT_LISTEN;
        }
        try (proxy) {
            System.out.printf("The proxy listens on %d and forwards to %s over '%s'%n", proxy.port(), to, profile);
            System.out.println("Stop with Ctrl-C");
            proxy.run(System.out::println);
            return 0;
        }
    }

    private InetSocketAddress address(String option, String text) {
        int colon = text.lastIndexOf(':');
        try {
            InetSocketAddress address =
                    new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
            if (!address.isUnresolved()) {
                return address;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // The exception below reports it, with the option's name.
        }
        throw new ParameterException(
                spec.commandLine(), option + " must be a port or HOST:PORT of a known host, not '" + text + "'");
    }
}
