/**
 * The tools of whoever writes policies: their Rego is checked, tested and built with the product's
 * library by {@code opa}; what it comes to is compared and explained.
 */
@NullMarked
package dev.entente.server.authoring;

import org.jspecify.annotations.NullMarked;
