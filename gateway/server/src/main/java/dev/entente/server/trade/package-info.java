/**
 * Two gateways that trade: what the partner's gateway owes is fetched there, acknowledged, and its
 * log's account of us is held against our own.
 */
@NullMarked
package dev.entente.server.trade;

import org.jspecify.annotations.NullMarked;
