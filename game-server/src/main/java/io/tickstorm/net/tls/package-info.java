/** TLS: certificates from PEM files, and handshakes that leave enough processor time to the game. */
@NullMarked
package io.tickstorm.net.tls;

import org.jspecify.annotations.NullMarked;
