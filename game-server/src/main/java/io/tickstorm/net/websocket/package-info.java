/**
 * The frames of RFC 6455 on a byte stream: one incremental parser and one writer, independent of Undertow and the game.
 * Server side only: received frames are masked, sent ones are not; extensions are not supported.
 */
@NullMarked
package io.tickstorm.net.websocket;

import org.jspecify.annotations.NullMarked;
