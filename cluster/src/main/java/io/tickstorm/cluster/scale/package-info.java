/** A simulation of fleets that are larger than any machine here, with the decisions of the real one. */
@NullMarked
package io.tickstorm.cluster.scale;

import org.jspecify.annotations.NullMarked;
