package dev.entente.server.acceptance;

import dev.entente.server.running.TinyAlliance;
import java.nio.file.Path;

/**
 * The tiny alliance with more in its dataset: {@code revenue} is shown but dear, so it cannot be
 * filtered on; {@code margin} is withheld; {@code notes} is hidden.
 */
final class RichAlliance {
  private RichAlliance() {}

  static TinyAlliance in(Path directory) {
    return with(directory, sixRows());
  }

  static TinyAlliance with(Path directory, String rows) {
    return new TinyAlliance(directory)
        .change(
            "datasets/accounts.yaml",
            "  margin:    {type: number,  category: targeting, value: 2, stage: mid}\n",
            """
              founded:   {type: integer, category: targeting, value: 1, stage: early}
              city:      {type: string,  category: targeting, value: 2, stage: mid, weaker: {early: {release: truncate, keep: 2}}}
              revenue:   {type: number,  category: money,     value: 10, stage: early}
              margin:    {type: number,  category: money,     value: 20, stage: mid, filter: true}
            """)
        .write("data/accounts.csv", rows);
  }

  private static String sixRows() {
    return """
        ticker,sector,employees,founded,city,revenue,margin,notes
        ABC,Software,120,1990,Berlin,10.5,0.5,hush
        BCD,Hardware,50,1991,Bergen,11.5,0.4,hush
        CDE,Software,5000,1985,Lyon,12.5,0.3,hush
        DEF,Energy,700,,London,13.5,0.2,hush
        EFG,Software,,2001,Oslo,,0.1,hush
        FGH,Energy,90,1990,,15.5,,hush
        """;
  }
}
