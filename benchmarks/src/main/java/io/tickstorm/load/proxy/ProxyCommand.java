package io.tickstorm.load.proxy;

import io.tickstorm.link.LinkProfile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./load proxy}. Main thread, which becomes the proxy's. */
@Command(
        name = "proxy",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Puts any client, a browser too, on a bad network: a TCP proxy with latency, jitter, stalls, loss "
                        + "as TCP shows it, and a narrow pipe with a bounded queue.",
        footer = {"", "Example: ./load proxy --listen 9000 --to localhost:8080 --profile wifi"})
public final class ProxyCommand implements Callable<Integer> {
    private static final int EXIT_CANNOT_LISTEN = 3;

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

    @Option(names = "--seed", defaultValue = "1", description = "Of jitter, stalls and losses [${DEFAULT-VALUE}]")
    private long seed;

    @Option(
            names = "--queue-bytes",
            defaultValue = "65536",
            description = "Held each way of a connection before its sender is held back [${DEFAULT-VALUE}]")
    private int queueBytes;

    @Override
    public Integer call() throws IOException {
        if (queueBytes < 1_024 || queueBytes > 1 << 26) {
            throw new ParameterException(
                    spec.commandLine(), "--queue-bytes has to be between 1024 and 67108864, not " + queueBytes);
        }
        String where = listen.contains(":") ? listen : "127.0.0.1:" + listen;
        ProxySettings settings =
                new ProxySettings(address("--listen", where), address("--to", to), profile(), seed, queueBytes);
        try (LinkProxy proxy = open(settings)) {
            System.out.printf("The proxy listens on %d and carries to %s over '%s'%n", proxy.port(), to, profile);
            System.out.println("Stop with Ctrl-C");
            proxy.run(System.out::println);
            return 0;
        } catch (CannotListen e) {
            System.err.println(e.getMessage());
            return EXIT_CANNOT_LISTEN;
        }
    }

    private LinkProxy open(ProxySettings settings) throws CannotListen {
        try {
            return new LinkProxy(settings);
        } catch (IOException e) {
            throw new CannotListen(listen + " cannot be listened on: " + e.getMessage() + ". Try another --listen.");
        }
    }

    private LinkProfile profile() {
        try {
            return LinkProfile.named(profile);
        } catch (IllegalArgumentException e) {
            String known = LinkProfile.ALL.stream().map(LinkProfile::name).collect(Collectors.joining(", "));
            throw new ParameterException(
                    spec.commandLine(), "--profile has to be one of " + known + ", not '" + profile + "'");
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
            // Said below, in the option's words.
        }
        throw new ParameterException(
                spec.commandLine(), option + " has to be a port or HOST:PORT of a known host, not '" + text + "'");
    }

    private static final class CannotListen extends Exception {
        private static final long serialVersionUID = 1;

        CannotListen(String sentence) {
            super(sentence);
        }
    }
}
