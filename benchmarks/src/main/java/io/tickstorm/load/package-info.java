/** The load client: scenarios named by topology, played over real sockets. */
@NullMarked
package io.tickstorm.load;

import org.jspecify.annotations.NullMarked;
