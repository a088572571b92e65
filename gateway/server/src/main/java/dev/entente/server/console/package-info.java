/**
 * The alliance manager's console: pages over the same figures as the calls, for people who signed
 * in. What they order is signed by themselves; the gateway signs nothing in their name but the
 * first credential of each, while their key still lies with it.
 */
@NullMarked
package dev.entente.server.console;

import org.jspecify.annotations.NullMarked;
