package dev.entente.connectors.http;

/** What a walk needs. */
record Api(
    Location location, Rows rows, Pages pages, Connections connections, Credentials credentials) {}
