package dev.entente.contribution;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.ExchangeId;
import dev.entente.problem.Unavailable;
import dev.entente.signature.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parcels in memory, by the request that brought them. */
public final class FakeInbox implements Inbox {
  private final Map<Sha256, List<String>> held = new LinkedHashMap<>();
  private final Map<Sha256, List<String>> kept = new LinkedHashMap<>();
  private boolean full;
  private Runnable beforeHolding = () -> {};

  /** From now on there is no room. */
  public void fillUp() {
    full = true;
  }

  /** Does something in the moment before a parcel is held, when everything was read. */
  public void beforeHolding(Runnable what) {
    beforeHolding = what;
  }

  /** What waits for the ledger's word. */
  public Map<Sha256, List<String>> held() {
    return held;
  }

  /** What waits for its owner. */
  public Map<Sha256, List<String>> kept() {
    return kept;
  }

  @Override
  public Parcel open(AgreementId agreement, ExchangeId exchange, Sha256 request) {
    List<String> lines = new ArrayList<>();
    return new Parcel() {
      @Override
      public void add(byte[] line) {
        if (full) {
          throw Unavailable.ledger("the inbox is full", null);
        }
        lines.add(new String(line, StandardCharsets.UTF_8));
      }

      @Override
      public void hold() {
        beforeHolding.run();
        held.put(request, lines);
      }

      @Override
      public void keep() {
        held.remove(request);
        kept.put(request, lines);
      }

      @Override
      public void drop() {
        held.remove(request);
      }
    };
  }
}
