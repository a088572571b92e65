package dev.entente.disclosure;

import dev.entente.catalog.DatasetId;
import dev.entente.catalog.FieldName;
import java.util.Optional;

/**
 * A field that another stage would release in a stronger form.
 *
 * @param from the form in which it is released now, if it is
 * @param to the form in which it would be
 */
public record Opening(DatasetId dataset, FieldName field, Optional<String> from, String to) {}
