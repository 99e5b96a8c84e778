/**
 * The world and its rules: a pure function of state, seed and input commands in int32 fixed point. Imports no clock,
 * thread, log, protobuf or network class.
 */
@NullMarked
package io.tickstorm.sim;

import org.jspecify.annotations.NullMarked;
