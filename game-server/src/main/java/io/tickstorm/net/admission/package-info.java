/** Decides who may connect: address limits, capacity, trusted proxies, origins, the administrator's token. */
@NullMarked
package io.tickstorm.net.admission;

import org.jspecify.annotations.NullMarked;
