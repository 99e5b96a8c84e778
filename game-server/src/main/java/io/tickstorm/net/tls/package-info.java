/** TLS: certificates from PEM files, and handshakes that leave the game its processor time. */
@NullMarked
package io.tickstorm.net.tls;

import org.jspecify.annotations.NullMarked;
