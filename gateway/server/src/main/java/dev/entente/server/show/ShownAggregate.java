package dev.entente.server.show;

import dev.entente.json.Doc;
import dev.entente.server.client.QueryAnswer;
import dev.entente.server.client.Reply.Answered;
import java.util.ArrayList;
import java.util.List;

/** An aggregate's answer: its groups, what became of the fields, what it cost. */
public final class ShownAggregate {
  private ShownAggregate() {}

  public static List<String> lines(Answered answered, Terminal terminal) {
    QueryAnswer answer = QueryAnswer.groups(answered);
    Doc doc = answered.document();
    List<String> lines = new ArrayList<>();
    lines.addAll(
        answer.records().isEmpty()
            ? List.of("no group is large enough")
            : ShownQuery.records(answer, Integer.MAX_VALUE, terminal));
    lines.add("");
    if (doc.find("suppressed").isPresent()) {
      lines.add(
          terminal.ink().yellow("suppressed    ")
              + "what is of fewer than "
              + doc.at("k").count()
              + " records, or would give those away");
    }
    lines.addAll(ShownQuery.fields(answer, terminal));
    lines.addAll(ShownQuery.figures(answer, "group", terminal));
    lines.add("budget        " + doc.at("left").count() + " more that tell something new");
    return lines;
  }
}
