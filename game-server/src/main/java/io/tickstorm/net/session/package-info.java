/** The protocol of one client over any transport, and what the connections of one I/O thread share. */
@NullMarked
package io.tickstorm.net.session;

import org.jspecify.annotations.NullMarked;
