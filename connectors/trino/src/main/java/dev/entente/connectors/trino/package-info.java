/**
 * A table or view of a Trino cluster as a source, read as it is at the moment of the query.
 *
 * <p>A manifest's {@code source} is read ({@code Location}), what Trino says of the table is held
 * against the manifest ({@code Relation}, {@code Shape}), a first look tells what is untidy ({@code
 * Survey}), and then pages are read, a few at a time ({@code Cluster}), from the named address
 * alone ({@code OneOrigin}).
 */
@NullMarked
package dev.entente.connectors.trino;

import org.jspecify.annotations.NullMarked;
