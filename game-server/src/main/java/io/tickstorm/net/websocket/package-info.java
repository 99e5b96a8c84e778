/**
 * The frames of RFC 6455 on a byte stream: one incremental parser, one writer, nothing of Undertow and nothing of the
 * game. A server's side only: received frames are masked, sent ones are not; no extension is spoken.
 */
@NullMarked
package io.tickstorm.net.websocket;

import org.jspecify.annotations.NullMarked;
