package dev.entente.server.demo;

import dev.entente.agreement.AgreementId;
import dev.entente.server.Talk;
import dev.entente.server.client.KeyFile;
import dev.entente.server.client.NoAnswer;
import dev.entente.server.client.PartnerClient;
import dev.entente.signature.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The story, scene by scene. */
public final class Demo {
  private static final AgreementId ORCHARD = new AgreementId("orchard");
  private static final List<Scene> SCENES =
      List.of(
          new TheTerms(),
          new TheFirstQuery(),
          new ReadingAgain(),
          new RunningDry(),
          new Sharing(),
          new Impostors(),
          new TheHiddenField(),
          new TheReceipt(),
          new TheFirstRaise(),
          new TheRoadmap(),
          new ThePromise(),
          new TheDemotion(),
          new TheStolenKey(),
          new TheAudit());

  private final Narrator narrator;
  private final Commands commands;
  private final StoryClock clock;

  /**
   * @param commands the command line, by the same clock
   */
  public Demo(Narrator narrator, Commands commands, StoryClock clock) {
    this.narrator = narrator;
    this.commands = commands;
    this.clock = clock;
  }

  /**
   * Plays every scene in an empty folder, and removes what it put there.
   *
   * @throws NotAsTold if anything goes otherwise than told
   */
  public void play(Path folder) {
    Setting setting = lay(folder);
    try (House gateway = House.open(setting.halden(), clock, Talk.none())) {
      play(setting, gateway.origin());
      narrator.gap();
      narrator.say(
          "That was the whole of it, on real files and a real gateway, now gone. To try it by hand:"
              + " entente demo --keep. To read on: README.md, docs/, examples/displays-and-phones.");
    } finally {
      setting.clear();
    }
  }

  /**
   * The same, with Halden's other alliances aside; the gateway goes on serving, and everything
   * stays where it is.
   *
   * @return the gateway, for the caller to close
   */
  public House keep(Path folder) {
    Setting setting = lay(folder);
    Neighbours.settle(setting, commands);
    try (House gateway = House.open(setting.halden(), clock, Talk.none());
        var neighbours = Neighbours.arrive(setting, commands, gateway.origin(), clock)) {
      play(setting, gateway.origin());
      neighbours.leaveWaiting(clock.today());
    }
    var links = new Invitations();
    House gateway = House.open(setting.halden(), InstantSource.system(), links);
    new WhatNext(setting, gateway.origin(), links.lines()).tell(narrator);
    return gateway;
  }

  private Setting lay(Path folder) {
    try {
      return Setting.in(folder, commands);
    } catch (IOException e) {
      throw new NotAsTold("the example cannot be laid out in " + folder + ": " + e.getMessage(), e);
    }
  }

  private void play(Setting setting, Origin origin) {
    var key = KeyFile.read(setting.key());
    try (var client = PartnerClient.connect(origin, key, clock)) {
      var play =
          new Play(
              narrator,
              setting,
              commands,
              client,
              key,
              client.agreement(ORCHARD),
              clock,
              new ArrayList<>());
      for (Scene scene : SCENES) {
        narrator.title(scene.title());
        scene.play(play);
      }
      if (!clock.isPresent()) {
        throw new NotAsTold("the story does not end today");
      }
    } catch (NoAnswer e) {
      throw new NotAsTold(e.reason(), e);
    }
  }
}
