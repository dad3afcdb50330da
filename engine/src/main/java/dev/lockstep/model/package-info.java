/** The words of the trade as values: versions, scripts, migrations, plans, events, reports and errors. */
@NullMarked
package dev.lockstep.model;

import org.jspecify.annotations.NullMarked;
