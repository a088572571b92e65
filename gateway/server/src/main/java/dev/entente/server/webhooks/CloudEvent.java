package dev.entente.server.webhooks;

import dev.entente.json.Json;
import dev.entente.server.overview.Wanted;
import dev.entente.signature.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;

/**
 * Something that wants attention, as CloudEvents 1.0 spells it (structured mode, JSON).
 *
 * @param id the same for the same thing, also after a restart
 * @param body its bytes, the same at each attempt
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record CloudEvent(String id, byte[] body) {
  static final String MEDIA_TYPE = "application/cloudevents+json";

  static CloudEvent of(String gateway, Wanted.Point point, Instant now) {
    String id = id(gateway, point);
    var json = new LinkedHashMap<String, Object>();
    json.put("specversion", "1.0");
    json.put("id", id);
    json.put("source", "urn:entente:gateway:" + gateway);
    json.put("type", "dev.entente.attention." + point.attention().cause());
    json.put("subject", point.agreement().value());
    json.put("time", now.toString());
    json.put("datacontenttype", "application/json");
    json.put("data", point.json());
    return new CloudEvent(id, Json.write(json));
  }

  static String id(String gateway, Wanted.Point point) {
    String all =
        String.join(
            "\n",
            gateway,
            point.agreement().value(),
            point.attention().cause().toString(),
            point.attention().mark());
    return Sha256.hash(all.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
