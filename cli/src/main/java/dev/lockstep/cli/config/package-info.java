/** Settings: one declaration each, filled from flags, environment, {@code .env} and {@code lockstep.yml}. */
@NullMarked
package dev.lockstep.cli.config;

import org.jspecify.annotations.NullMarked;
