/** A fleet of servers on Apache Pekko: single ownership of rooms, hand-over, and rooms that survive their server. */
@NullMarked
package io.tickstorm.cluster;

import org.jspecify.annotations.NullMarked;
