/** Constants, tables and golden vectors that the server and the browser share as data. */
package io.tickstorm.shared;
