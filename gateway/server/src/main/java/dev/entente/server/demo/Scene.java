package dev.entente.server.demo;

/** One part of the story. */
interface Scene {
  String title();

  /** Plays it, and claims what came of it. */
  void play(Play play);
}
