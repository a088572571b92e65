package dev.entente.reciprocity;

import dev.entente.catalog.DatasetId;
import java.time.Instant;

/**
 * Room in the windows that is set aside for longer work on a dataset.
 *
 * @param left what of it was not posted yet
 * @param until when it expires, whoever made it and whatever became of them
 */
public record Reservation(DatasetId dataset, Held left, Instant until) {}
