/**
 * From a sample of a source to the draft of a manifest, and what has changed between the two since.
 * What no rule here recognizes is drafted as never to be released.
 */
@NullMarked
package dev.entente.server.drafting;

import org.jspecify.annotations.NullMarked;
