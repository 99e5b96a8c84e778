/** Reads request heads and bodies within limits, and sends plain-text answers. Used by all HTTP handlers. */
@NullMarked
package io.tickstorm.net.request;

import org.jspecify.annotations.NullMarked;
