package com.example.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The gateway over real HTTP, on a free port of this machine alone. */
class GatewayTest {
  private static final String SCAM = "转入安全账户";

  private final HttpClient client = HttpClient.newHttpClient();
  private final String now = Instant.now().toString();
  @TempDir private Path data;
  private ConfigurableApplicationContext gateway;
  private String url;

  @BeforeEach
  void start() {
    gateway = SpringApplication.run(Gateway.class, "--server.port=0", "--gateway.data=" + data);
    url = "http://127.0.0.1:" + ((WebServerApplicationContext) gateway).getWebServer().getPort();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private HttpResponse<String> post(String path, String json) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .header("Accept-Language", "en")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> transfer(String id, String payer, String amount, String purpose)
      throws Exception {
    return post(
        "/transfers",
        """
        {"id": "%s", "time": "%s", "payer": "%s", "payee": "shop", "amount": "%s",
         "currency": "CNY", "purpose": "%s"}\
        """
            .formatted(id, now, payer, amount, purpose));
  }

  private static String known(String payer, String id) {
    return "{\"payer\": \"%s\", \"id\": \"%s\"}".formatted(payer, id);
  }

  private static <T> T read(HttpResponse<String> response, String path) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JsonPath.read(response.body(), path);
  }

  @Test
  @DisplayName("What the README sends is answered as it says")
  void readme() throws Exception {
    String page = Files.readString(Path.of("README.md"));
    List<String> outcomes = new ArrayList<>();
    for (MatchResult line :
        Pattern.compile("(?m)^(?:ask (/\\S+) '(.*)'|curl -s '?localhost:8080(/[^\\s;']+).*)$")
            .matcher(page)
            .results()
            .toList()) {
      String path = line.group(1);
      HttpResponse<String> answer =
          path == null ? get(line.group(3)) : post(path, line.group(2).replace("'$now'", now));
      assertThat(answer.statusCode()).as("%s: %s", line.group(), answer.body()).isEqualTo(200);
      if (path != null && path.startsWith("/transfers")) {
        outcomes.add(JsonPath.read(answer.body(), "$.outcome"));
      }
    }
    assertThat(outcomes)
        .containsExactly("ALLOW", "HOLD", "VERIFY", "ALLOW", "VERIFY", "HOLD", "HOLD");
  }

  @Test
  @DisplayName("A small transfer is allowed and settled; asked again, it does not move again")
  void allowed() throws Exception {
    HttpResponse<String> allowed = transfer("1", "ann", "100.00", "lunch");
    assertThat(GatewayTest.<String>read(allowed, "$.outcome")).isEqualTo("ALLOW");
    assertThat(
            GatewayTest.<String>read(post("/transfers/settlement", known("ann", "1")), "$.state"))
        .isEqualTo("SETTLED");

    HttpResponse<String> again = transfer("1", "ann", "100.00", "lunch");
    assertThat(GatewayTest.<String>read(again, "$.outcome")).isEqualTo("HOLD");
    assertThat(GatewayTest.<Boolean>read(again, "$.repeat")).isTrue();
  }

  @Test
  @DisplayName("A large transfer waits for every method of verification")
  void verified() throws Exception {
    HttpResponse<String> answer = transfer("1", "ann", "12000.00", "rent");
    assertThat(GatewayTest.<String>read(answer, "$.outcome")).isEqualTo("VERIFY");
    for (String method : GatewayTest.<List<String>>read(answer, "$.methods")) {
      answer =
          post(
              "/transfers/verification",
              """
              {"payer": "ann", "id": "1", "method": "%s", "passed": true}\
              """
                  .formatted(method));
    }
    assertThat(GatewayTest.<String>read(answer, "$.outcome")).isEqualTo("ALLOW");
    assertThat(
            GatewayTest.<String>read(post("/transfers/cancellation", known("ann", "1")), "$.state"))
        .isEqualTo("CANCELLED");
  }

  @Test
  @DisplayName("A suspicious transfer waits in the staff's queue until somebody has responded")
  void alerts() throws Exception {
    transfer("1", "ann", "25000.00", SCAM);
    assertThat(GatewayTest.<List<String>>read(get("/alerts"), "$[*].payer")).containsExactly("ann");

    HttpResponse<String> closed =
        post(
            "/alerts/response",
            """
            {"payer": "ann", "id": "1", "kind": "DISSUADED", "by": "desk 7", "note": "called"}\
            """);
    assertThat(GatewayTest.<String>read(closed, "$.state")).isEqualTo("DISSUADED");
    assertThat(GatewayTest.<List<String>>read(get("/alerts"), "$")).isEmpty();
  }

  @Test
  @DisplayName("A stop-payment holds what was allowed, and all that follows")
  void stopPayment() throws Exception {
    transfer("1", "ann", "100.00", "lunch");
    HttpResponse<String> stopped =
        post(
            "/stop-payments",
            """
            {"number": "N1", "account": "ann", "authority": "police", "reason": "fraud"}\
            """);
    assertThat(GatewayTest.<List<String>>read(stopped, "$")).containsExactly("1");

    assertThat(GatewayTest.<String>read(post("/transfers/status", known("ann", "1")), "$.heldFor"))
        .isEqualTo("AUTHORITY");
    assertThat(GatewayTest.<String>read(transfer("2", "ann", "1.00", "tea"), "$.outcome"))
        .isEqualTo("HOLD");
  }

  @Test
  @DisplayName("A restart keeps what was decided, alerts and stop-payments")
  void restart() throws Exception {
    transfer("1", "ann", "100.00", "lunch");
    transfer("2", "bob", "25000.00", SCAM);
    post(
        "/stop-payments",
        """
        {"number": "N1", "account": "eve", "authority": "police", "reason": "fraud"}\
        """);
    stop();
    start();

    assertThat(GatewayTest.<Boolean>read(transfer("1", "ann", "100.00", "lunch"), "$.repeat"))
        .isTrue();
    assertThat(GatewayTest.<List<String>>read(get("/alerts"), "$[*].id")).containsExactly("2");
    assertThat(GatewayTest.<String>read(transfer("3", "eve", "1.00", "tea"), "$.heldFor"))
        .isEqualTo("AUTHORITY");
  }

  @Test
  @DisplayName("Bad input, other content and what is unknown have each their status")
  void refusals() throws Exception {
    assertThat(transfer("1", "ann", "-1.00", "lunch").statusCode()).isEqualTo(400);
    transfer("1", "ann", "1.00", "lunch");
    assertThat(transfer("1", "ann", "2.00", "lunch").statusCode()).isEqualTo(409);
    assertThat(post("/transfers/settlement", known("ann", "nothing")).statusCode()).isEqualTo(404);
  }

  @Test
  @DisplayName("Under load no account passes its daily limit, and all that was let go is counted")
  void load() throws Exception {
    int accounts = 8;
    int each = 20;
    ExecutorService callers = Executors.newFixedThreadPool(16);
    List<Future<String>> outcomes = new ArrayList<>();
    try {
      for (int i = 0; i < each; i++) {
        for (int account = 0; account < accounts; account++) {
          String payer = "payer-" + account;
          String id = "load-" + i;
          Callable<String> call = () -> read(transfer(id, payer, "9000.00", "goods"), "$.outcome");
          outcomes.add(callers.submit(call));
        }
      }
      int allowed = 0;
      for (Future<String> outcome : outcomes) {
        allowed += outcome.get().equals("ALLOW") ? 1 : 0;
      }
      // 50,000 a day takes five of them at most.
      assertThat(allowed).isPositive().isLessThanOrEqualTo(5 * accounts);
      List<Double> counted =
          read(
              get("/actuator/metrics/riskgate.decisions?tag=outcome:ALLOW"),
              "$.measurements[*].value");
      assertThat(counted).containsExactly((double) allowed);
    } finally {
      callers.shutdownNow();
    }
    assertThat(GatewayTest.<String>read(get("/actuator/health"), "$.components.riskgate.status"))
        .isEqualTo("UP");
  }
}
