/** The seam between one server and a fleet of servers. Rooms do not know it. */
@NullMarked
package io.tickstorm.fleet;

import org.jspecify.annotations.NullMarked;
