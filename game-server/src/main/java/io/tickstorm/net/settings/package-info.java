/** The settings of the network side, as immutable values. Imports no other package of the server. */
@NullMarked
package io.tickstorm.net.settings;

import org.jspecify.annotations.NullMarked;
