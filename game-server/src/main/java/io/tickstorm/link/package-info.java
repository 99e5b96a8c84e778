/**
 * Simulates a bad network: computes when a message arrives over a given link. For simulation tests and for tools
 * between client and server. Time is a parameter. Imports no other package of the server.
 */
@NullMarked
package io.tickstorm.link;

import org.jspecify.annotations.NullMarked;
