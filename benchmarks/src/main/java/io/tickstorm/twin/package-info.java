/**
 * The same game behind other WebSocket stacks, as an ordinary user of them would write it: what the server's own
 * connections are compared with.
 */
@NullMarked
package io.tickstorm.twin;

import org.jspecify.annotations.NullMarked;
