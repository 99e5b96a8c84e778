/**
 * The same exchange, an input up and a snapshot down 30 times a second, over four transports. It measures the value of
 * a connection that stays open.
 */
@NullMarked
package io.tickstorm.exchange;

import org.jspecify.annotations.NullMarked;
