/**
 * The decision log, in OPA's format: what each policy decision was asked and answered, masked by
 * the policy itself, written to files or sent to a service. Nothing here is on a request's way:
 * what cannot be kept is dropped and counted.
 */
@NullMarked
package dev.entente.policies.log;

import org.jspecify.annotations.NullMarked;
