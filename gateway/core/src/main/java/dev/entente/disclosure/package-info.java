/** Who may see what: the policy port, the plan that a decision makes, and its transforms. */
@NullMarked
package dev.entente.disclosure;

import org.jspecify.annotations.NullMarked;
