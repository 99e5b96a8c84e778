/**
 * The world and its rules: a pure function of state, seed and input commands in int32 fixed point. Does not import a
 * clock, thread, log, protobuf or network class.
 */
@NullMarked
package io.tickstorm.sim;

import org.jspecify.annotations.NullMarked;
