/** Runs a fleet of three servers, takes servers from it while players play, and verifies what they saw. */
@NullMarked
package io.tickstorm.load.fleet;

import org.jspecify.annotations.NullMarked;
