/**
 * Records behind an HTTP API that answers in JSON. A page is made from all records that the API
 * gives, read page by page within limits; what the API cannot filter or sort is filtered and sorted
 * here. Only the origins that the manifest names are called.
 */
@NullMarked
package dev.entente.connectors.http;

import org.jspecify.annotations.NullMarked;
