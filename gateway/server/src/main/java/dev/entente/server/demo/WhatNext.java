package dev.entente.server.demo;

import dev.entente.signature.Origin;
import java.util.List;

/** Commands to try against the gateway that goes on serving, ready to be copied. */
record WhatNext(Setting setting, Origin origin, List<String> invitations) {
  void tell(Narrator narrator) {
    narrator.title("Your turn");
    narrator.say(
        "Halden's console is open. Brook is to be raised to mid: Bo proposed it, Ana approved, and"
            + " Chi's approval is missing. Meadow wants attention. Each link lets one person in,"
            + " once, to make a passkey:");
    narrator.show(invitations);
    narrator.gap();
    narrator.say(
        "The gateway goes on serving at "
            + origin
            + " until you stop it with Ctrl-C. From another"
            + " terminal, in this repository:");
    lines().forEach(narrator::command);
    narrator.gap();
    narrator.say(
        "Halden's directory, its manifests and its data are in "
            + setting.halden()
            + "; Orchard's key and receipts in "
            + setting.orchard()
            + ". They stay when you stop; `entente serve` takes them up again.");
  }

  private List<String> lines() {
    return List.of(
        "url=" + origin,
        "key=" + setting.key(),
        "./entente standing $url orchard --key $key",
        "./entente datasets $url orchard accounts --key $key",
        "./entente query $url orchard accounts --key $key --filter \"industry=='Medical devices'\"",
        "./entente query $url orchard accounts --key $key --fields company",
        "./entente audit " + setting.halden(),
        "./entente check " + setting.halden(),
        "curl -s $url/v1/log/checkpoint",
        "python3 examples/python-partner/partner.py $url orchard accounts --key $key");
  }
}
