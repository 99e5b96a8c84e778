package io.tickstorm.load.proxy;

import io.tickstorm.link.LinkProfile;
import java.net.InetSocketAddress;

/**
 * What the proxy is to do.
 *
 * @param listen where clients come; port 0 picks one
 * @param to where they would have gone
 * @param seed of the first connection's links; later ones derive theirs from it
 * @param queueBytes held at most in each direction of a connection before its sender is held back
 */
public record ProxySettings(
        InetSocketAddress listen, InetSocketAddress to, LinkProfile profile, long seed, int queueBytes) {}
