/** From the URL that a person writes to a connection, without ever showing a secret. */
@NullMarked
package dev.lockstep.cli.url;

import org.jspecify.annotations.NullMarked;
