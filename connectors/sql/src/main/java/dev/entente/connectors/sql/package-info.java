/**
 * What sources that speak SQL share. A {@code Selection} becomes one text and its parameters
 * ({@code PageQuery}, {@code Conditions}, {@code Keyset}), which a few threads can run ({@code
 * BoundedReads}). What databases say differently is held by a {@code Dialect}, and by each {@code
 * Column} how its cells are read and compared.
 *
 * <p>A text holds names that the connector has quoted or made, and nothing of a query but how many
 * rows it asks for: every value is a parameter.
 */
@NullMarked
package dev.entente.connectors.sql;

import org.jspecify.annotations.NullMarked;
