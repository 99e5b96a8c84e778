/**
 * The game in words people read: what one client holds, spelled out as JSON, and JSON as what a client says. Knows no
 * connection and no clock; a room knows nothing of it.
 */
@NullMarked
package io.tickstorm.text;

import org.jspecify.annotations.NullMarked;
