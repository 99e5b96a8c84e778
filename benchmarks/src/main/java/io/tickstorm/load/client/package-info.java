/** The load generator: many players on one thread, with planned inputs, and their figures. */
@NullMarked
package io.tickstorm.load.client;

import org.jspecify.annotations.NullMarked;
