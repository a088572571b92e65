package dev.entente.ledger;

import dev.entente.catalog.DatasetId;
import dev.entente.catalog.FieldName;
import dev.entente.reciprocity.Form;

/**
 * What a partner knows of one field, and cannot be made to forget.
 *
 * @param form the strongest in which it was released
 * @param records of how many records
 */
public record Known(DatasetId dataset, FieldName field, Form form, long records) {}
