/** The settings of the network side, as immutable values. They import nothing of the server's other packages. */
@NullMarked
package io.tickstorm.net.settings;

import org.jspecify.annotations.NullMarked;
