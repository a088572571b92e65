/**
 * What is offered: datasets, their fields, what may be asked of them; exchanges, what is wanted.
 */
@NullMarked
package dev.entente.catalog;

import org.jspecify.annotations.NullMarked;
