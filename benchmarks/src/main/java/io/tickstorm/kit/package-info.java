/**
 * The parts that the load, floor, exchange and twin programs share: command line, processes, machine description,
 * WebSocket framing and the loop that plays many clients on one thread.
 */
@NullMarked
package io.tickstorm.kit;

import org.jspecify.annotations.NullMarked;
