package dev.entente.benchmarks.load;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What an engineer would write instead: verifies an RS256 JWS, asks OPA over HTTP, selects the
 * rows, changes three columns, inserts an audit row, and answers when that is committed, unsigned.
 * It prices nothing, proves nothing, and takes a request as often as it is sent.
 */
public final class PeerServer extends AbstractVerticle {
  private static final int CONNECTIONS = 8;
  private static final String SELECT =
      "SELECT id, company, sector, city, founded, score, active, employees, since, contact"
          + " FROM accounts WHERE id >= $1 ORDER BY id LIMIT $2";
  private static final String AUDIT =
      "INSERT INTO audit (partner, dataset, records) VALUES ($1, $2, $3)";

  private final String[] arguments;
  private final RSASSAVerifier verifier;
  private final byte[] secret = new byte[32];

  private PeerServer(String[] arguments, RSASSAVerifier verifier) {
    this.arguments = arguments;
    this.verifier = verifier;
  }

  /** Takes the partner's public JWK as a file, and the ports of PostgreSQL and OPA. */
  public static void main(String[] arguments) throws Exception {
    RSAKey key = RSAKey.parse(Files.readString(Path.of(arguments[0])));
    var verifier = new RSASSAVerifier(key);
    Vertx vertx = Vertx.vertx();
    var options = new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
    vertx
        .deployVerticle(() -> new PeerServer(arguments, verifier), options)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    System.out.println("listening on http://127.0.0.1:" + arguments[3]);
  }

  @Override
  public void start(Promise<Void> started) {
    Pool pool =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(CONNECTIONS).setShared(true).setName("peer"))
            .connectingTo(
                new PgConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(Integer.parseInt(arguments[1]))
                    .setDatabase("postgres")
                    .setUser("postgres")
                    .setCachePreparedStatements(true))
            .using(vertx)
            .build();
    HttpClient opa = vertx.createHttpClient();
    vertx
        .createHttpServer()
        .requestHandler(request -> answer(request, pool, opa))
        .listen(Integer.parseInt(arguments[3]), "127.0.0.1")
        .<Void>mapEmpty()
        .onComplete(started);
  }

  private void answer(HttpServerRequest request, Pool pool, HttpClient opa) {
    request
        .body()
        .compose(body -> verified(body.toString(StandardCharsets.US_ASCII)))
        .compose(asked -> decided(opa, asked).compose(_ -> rows(pool, asked)))
        .onSuccess(
            records ->
                request
                    .response()
                    .putHeader("content-type", "application/json")
                    .end(new JsonObject().put("records", records).toBuffer()))
        .onFailure(e -> request.response().setStatusCode(403).end(String.valueOf(e.getMessage())));
  }

  private Future<JsonObject> verified(String compact) {
    try {
      JWSObject jws = JWSObject.parse(compact);
      return jws.verify(verifier)
          ? Future.succeededFuture(new JsonObject(jws.getPayload().toString()))
          : Future.failedFuture("the signature does not verify");
    } catch (ParseException | JOSEException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Void> decided(HttpClient opa, JsonObject asked) {
    var input =
        new JsonObject()
            .put(
                "input",
                new JsonObject()
                    .put("partner", asked.getString("partner"))
                    .put("dataset", asked.getString("dataset"))
                    .put("purpose", "joint-planning")
                    .put("fields", new JsonArray().add("employees").add("since").add("contact")));
    return opa.request(
            HttpMethod.POST,
            Integer.parseInt(arguments[2]),
            "127.0.0.1",
            "/v1/data/peer/decision/allow")
        .compose(request -> request.send(input.toBuffer()))
        .compose(response -> response.body())
        .compose(
            body ->
                Boolean.TRUE.equals(body.toJsonObject().getBoolean("result"))
                    ? Future.succeededFuture()
                    : Future.failedFuture("denied"));
  }

  private Future<JsonArray> rows(Pool pool, JsonObject asked) {
    return pool.preparedQuery(SELECT)
        .execute(Tuple.of(asked.getLong("from"), asked.getInteger("limit")))
        .map(this::records)
        .compose(
            records ->
                pool.preparedQuery(AUDIT)
                    .execute(
                        Tuple.of(
                            asked.getString("partner"), asked.getString("dataset"), records.size()))
                    .map(records));
  }

  private JsonArray records(RowSet<Row> rows) {
    var records = new JsonArray();
    for (Row row : rows) {
      records.add(
          new JsonObject()
              .put("id", row.getLong(0))
              .put("company", row.getString(1))
              .put("sector", row.getString(2))
              .put("city", row.getString(3))
              .put("founded", row.getInteger(4))
              .put("score", row.getDouble(5))
              .put("active", row.getBoolean(6))
              .put("employees", band(row.getInteger(7)))
              .put("since", row.getLocalDate(8).getYear())
              .put("contact", pseudonym(row.getString(9))));
    }
    return records;
  }

  private static String band(int employees) {
    return employees < 100
        ? "<100"
        : employees < 1000 ? "100-999" : employees < 10_000 ? "1000-9999" : ">=10000";
  }

  private String pseudonym(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 22);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
