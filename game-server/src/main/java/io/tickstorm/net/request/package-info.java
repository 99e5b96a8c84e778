/** Reads request heads and bodies within limits, and gives plain-text answers. All HTTP handlers stand on it. */
@NullMarked
package io.tickstorm.net.request;

import org.jspecify.annotations.NullMarked;
