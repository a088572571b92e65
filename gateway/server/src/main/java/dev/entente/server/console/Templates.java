package dev.entente.server.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** Makes pages of templates, which escape whatever they show. Thread-safe. */
public final class Templates {
  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

  /** Answers with the page that this template makes of the values. */
  public void show(
      RoutingContext context, int status, String template, Map<String, Object> values) {
    var page = new StringOutput();
    engine.render(template + ".jte", values, page);
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "text/html; charset=utf-8")
        .putHeader("cache-control", "no-store")
        .end(page.toString());
  }
}
