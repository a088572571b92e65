/** What the numbers of an agreement come to, before anybody signs them. */
@NullMarked
package dev.entente.server.arithmetic;

import org.jspecify.annotations.NullMarked;
