/**
 * A table or view of a PostgreSQL database as a source, read as it is at the moment of the query.
 *
 * <p>A manifest's {@code source} is read ({@code Location}), what the database says of the table is
 * held against the manifest ({@code Relation}, {@code Shape}), a first look tells what is untidy
 * ({@code Survey}), and then pages are read through a bounded pool ({@code Database}).
 */
@NullMarked
package dev.entente.connectors.postgres;

import org.jspecify.annotations.NullMarked;
