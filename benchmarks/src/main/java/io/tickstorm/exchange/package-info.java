/**
 * The same exchange, an input up and a snapshot down 30 times a second, over four ways to use a network: what a
 * connection that stays open is worth.
 */
@NullMarked
package io.tickstorm.exchange;

import org.jspecify.annotations.NullMarked;
