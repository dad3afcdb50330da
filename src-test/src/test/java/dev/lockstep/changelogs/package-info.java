/** Projects of MyBatis Migrations and Liquibase, run by Lockstep and by the tool itself. */
@NullMarked
package dev.lockstep.changelogs;

import org.jspecify.annotations.NullMarked;
