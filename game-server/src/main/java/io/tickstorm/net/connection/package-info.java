/** The WebSocket connections: upgrade, frames on the upgraded stream, binary and JSON messages. */
@NullMarked
package io.tickstorm.net.connection;

import org.jspecify.annotations.NullMarked;
