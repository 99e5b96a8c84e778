/** JMH benchmarks for each stage of the frame path. */
@NullMarked
package io.tickstorm.micro;

import org.jspecify.annotations.NullMarked;
