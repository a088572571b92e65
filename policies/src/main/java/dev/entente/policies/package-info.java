/** Rego policies, run by Open Policy Agent, behind the policy port. */
@NullMarked
package dev.entente.policies;

import org.jspecify.annotations.NullMarked;
