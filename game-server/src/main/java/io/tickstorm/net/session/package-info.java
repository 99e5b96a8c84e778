/** The protocol of one client over any transport, and the shared state of the connections of one I/O thread. */
@NullMarked
package io.tickstorm.net.session;

import org.jspecify.annotations.NullMarked;
