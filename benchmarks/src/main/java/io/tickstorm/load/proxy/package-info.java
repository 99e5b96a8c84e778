/** A TCP proxy that makes a good network bad: for any client, a browser too. */
@NullMarked
package io.tickstorm.load.proxy;

import org.jspecify.annotations.NullMarked;
