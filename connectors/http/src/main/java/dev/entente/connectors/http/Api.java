package dev.entente.connectors.http;

/** What a walk needs. */
record Api(
    Location location,
    Intake intake,
    Pages pages,
    Connections connections,
    Credentials credentials) {}
