/**
 * A WebSocket server on Netty as many games begin: each room moves its ships and sends one frame to all of its players.
 * It shows what the features of the game cost.
 */
@NullMarked
package io.tickstorm.broadcast;

import org.jspecify.annotations.NullMarked;
