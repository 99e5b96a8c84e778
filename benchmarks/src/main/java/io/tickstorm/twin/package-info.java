/**
 * The same game behind other WebSocket stacks, as an ordinary user of them would write it. The server's own connections
 * are compared with these.
 */
@NullMarked
package io.tickstorm.twin;

import org.jspecify.annotations.NullMarked;
