package dev.entente.connectors.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.entente.json.Doc;
import dev.entente.source.Findings;
import dev.entente.source.Limits;
import dev.entente.source.Sample;
import dev.entente.source.Sampler;
import dev.entente.source.Sampling;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the first pages of an API, a thousand records or what the last of those pages has more.
 * What lies within an object is a column of its own, named by the way to it.
 */
public final class HttpSampler implements Sampler {
  private static final int ENOUGH = 1_000;

  private final Names names;

  public HttpSampler() {
    this(InetAddress::getAllByName);
  }

  HttpSampler(Names names) {
    this.names = names;
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public Sample sample(Doc location, Path directory, Path scratch) {
    Location place = new LocationReader(location.without("parameters"), Map.of(), directory).read();
    var looked = new Looked();
    Api api = HttpConnector.api(place, looked, Limits.USUAL, names);
    try {
      new Walk(api, new Findings(new LinkedHashMap<>()), Limits.USUAL).records(Map.of());
      return looked.sampling.sample();
    } finally {
      api.connections().close();
    }
  }

  @Override
  public String column(String column) {
    return named(Pointer.column(column));
  }

  /** Names with dots between them; a pointer (RFC 6901) where that would be read otherwise. */
  private static String named(List<String> way) {
    boolean plain = way.stream().noneMatch(it -> it.contains(".") || it.startsWith("/"));
    return plain && !way.equals(List.of(""))
        ? String.join(".", way)
        : way.stream()
            .map(it -> "/" + it.replace("~", "~0").replace("/", "~1"))
            .reduce("", String::concat);
  }

  /** The records as they come; a walk compares pages by their cells. */
  private static final class Looked implements Intake {
    private final Sampling sampling = new Sampling();

    @Override
    public Page page(long before, Findings findings, Budget budget) {
      return new Looking(budget);
    }

    @Override
    public boolean isEnough(long records) {
      if (records >= ENOUGH) {
        sampling.goesOn();
      }
      return records >= ENOUGH;
    }

    private final class Looking implements Page {
      private final Budget budget;
      private final List<@Nullable Object[]> rows = new ArrayList<>();
      private long taken;

      private Looking(Budget budget) {
        this.budget = budget;
      }

      @Override
      public void list(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          budget.record();
          taken++;
          if (parser.currentToken() != JsonToken.START_OBJECT || sampling.isEnough()) {
            parser.skipChildren();
            sampling.goesOn();
          } else {
            List<Object> cells = new ArrayList<>();
            within(parser, List.of(), cells);
            rows.add(cells.toArray());
            sampling.end();
          }
        }
      }

      private void within(JsonParser parser, List<String> way, List<Object> cells)
          throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          List<String> here = new ArrayList<>(way);
          here.add(parser.currentName());
          switch (parser.nextToken()) {
            case START_OBJECT -> within(parser, here, cells);
            case START_ARRAY -> {
              parser.skipChildren();
              sampling.obstacle(named(here), "a list");
            }
            case VALUE_NULL -> sampling.column(named(here));
            default -> {
              sampling.cell(named(here), parser.getText());
              cells.add(parser.getText());
            }
          }
        }
      }

      @Override
      public long taken() {
        return taken;
      }

      @Override
      public List<@Nullable Object[]> rows() {
        return rows;
      }
    }
  }
}
