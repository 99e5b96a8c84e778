/**
 * The network side of the server, started and stopped by {@link io.tickstorm.net.GameServer}. Each job has a package
 * below this one; only this package and those know Undertow.
 */
@NullMarked
package io.tickstorm.net;

import org.jspecify.annotations.NullMarked;
