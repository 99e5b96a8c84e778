/** A TCP proxy that simulates a bad network for any client, including a browser. */
@NullMarked
package io.tickstorm.load.proxy;

import org.jspecify.annotations.NullMarked;
