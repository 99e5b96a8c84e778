/** Undertow: upgrade, connections, static page, metrics. The only package that knows it. */
@NullMarked
package io.tickstorm.net;

import org.jspecify.annotations.NullMarked;
