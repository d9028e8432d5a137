package io.riskgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The application of docs/getting-started.md, with its properties and its request. */
class GettingStartedInSpringTest {
  private static final Page PAGE = Page.doc("getting-started.md");

  @TempDir private Path dir;

  /** What a Spring Boot application has of its own. */
  @EnableAutoConfiguration
  static class Application {}

  @Test
  @DisplayName("the application of getting-started answers its request with a decision")
  void answers() throws Exception {
    Programs.compile(PAGE, dir);
    Map<String, Object> properties = properties();
    properties.put("riskgate.store.embedded.folder", dir.resolve("risk-data").toString());
    properties.put("server.port", "0");
    properties.put("server.address", "127.0.0.1");
    properties.put("spring.main.banner-mode", "off");
    properties.put("logging.level.org.apache", "warn");
    ClassLoader ours = getClass().getClassLoader();
    try (URLClassLoader classes =
        new URLClassLoader(new URL[] {Programs.classes(dir).toUri().toURL()}, ours)) {
      Class<?> controller = classes.loadClass("com.example.bank.PaymentController");
      try (ConfigurableApplicationContext context =
          new SpringApplicationBuilder(Application.class, controller)
              .properties(properties)
              .run()) {
        String answer =
            post(
                "http://127.0.0.1:"
                    + context.getEnvironment().getProperty("local.server.port")
                    + "/payments");

        assertThat(answer)
            .contains("\"outcome\":\"ALLOW\"")
            .contains("\"decidedOutcome\":\"VERIFY\"")
            .contains("\"mode\":\"MONITOR\"");
      }
    }
  }

  private static Map<String, Object> properties() {
    Map<String, Object> flat = new LinkedHashMap<>();
    for (Block block : PAGE.blocks()) {
      if (block.is("yaml")) {
        flatten("", new Load(LoadSettings.builder().build()).loadFromString(block.text()), flat);
      }
    }
    assertThat(flat).containsKey("riskgate.mode");
    return flat;
  }

  private static void flatten(String name, Object value, Map<String, Object> to) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, part) -> flatten(name.isEmpty() ? "" + key : name + "." + key, part, to));
    } else {
      to.put(name, value);
    }
  }

  /** Sends what the page has curl send. */
  private static String post(String url) throws IOException, InterruptedException {
    List<String> curl =
        PAGE.blocks().stream()
            .filter(block -> block.is("sh"))
            .flatMap(block -> Shell.commands(block).stream())
            .filter(command -> command.get(0).equals("curl"))
            .findFirst()
            .orElseThrow();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(curl.get(curl.indexOf("-d") + 1)))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
