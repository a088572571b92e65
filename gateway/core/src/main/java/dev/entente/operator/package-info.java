/**
 * What our own people order: commands, the signed documents that carry them, and what becomes of
 * each. Whatever changes trust by decision goes through here.
 */
@NullMarked
package dev.entente.operator;

import org.jspecify.annotations.NullMarked;
