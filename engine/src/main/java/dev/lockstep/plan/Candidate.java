package dev.lockstep.plan;

import dev.lockstep.model.Checksum;
import dev.lockstep.model.Migration;
import java.util.Optional;

/**
 * A migration at hand, with as much of its up script's checksums as is known.
 *
 * @param migration the migration
 * @param rawChecksum over the bytes of its up script; empty while nobody needed it
 * @param checksum over the tokens of its up script; empty while nobody needed it
 */
public record Candidate(Migration migration, Optional<Checksum> rawChecksum, Optional<Checksum> checksum) {}
