/** The entry point: configuration and wiring. */
@NullMarked
package io.tickstorm;

import org.jspecify.annotations.NullMarked;
