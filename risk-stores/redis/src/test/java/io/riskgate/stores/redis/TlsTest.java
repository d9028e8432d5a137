package io.riskgate.stores.redis;

import static io.riskgate.stores.redis.Asking.A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.spi.StoreException;
import io.riskgate.stores.remote.RecordServer;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server of the Maven artifact has no TLS: what stands before it, has. */
@DisplayName("With TLS")
class TlsTest {
  private static final String TRUST = "javax.net.ssl.trustStore";
  private static final String PASSWORD = "changeit";

  @TempDir private static Path folder;
  private static Path keys = Path.of("");

  @BeforeAll
  static void certify() throws Exception {
    keys = folder.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "redis",
                "-keyalg",
                "EC",
                "-dname",
                "CN=redis.bank.example",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
  }

  @AfterEach
  void trustNobodyElse() {
    System.clearProperty(TRUST);
    System.clearProperty(TRUST + "Password");
  }

  private static void trust() {
    System.setProperty(TRUST, keys.toString());
    System.setProperty(TRUST + "Password", PASSWORD);
  }

  private static Cutter front() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    ServerSocketFactory sockets = context.getServerSocketFactory();
    return new Cutter(Servers.single().port(), sockets);
  }

  private static RedisStoreBuilder to(String host, Cutter front) {
    return RedisStore.at("rediss://" + host + ":" + front.port())
        .prefix(Servers.newSettings().prefix())
        .connectTimeout(Duration.ofSeconds(10))
        .stalledAfter(Duration.ofSeconds(1));
  }

  @Test
  @DisplayName(
      "a store works as without, keeps an idle connection, and finds out what a cut one did")
  void works() throws Exception {
    trust();
    try (Cutter front = front();
        RecordServer server = to("127.0.0.1", front).connect()) {
      Asking.append(server, A, 1);
      long connections = front.connections();
      Thread.sleep(2_500);
      Asking.append(server, A, 2);
      assertThat(front.connections()).as("nothing was asked meanwhile").isEqualTo(connections);

      front.cutAnswers(1);
      Asking.untilItWorks(() -> Asking.append(server, A, 3));
      assertThat(front.hasCut()).isTrue();
      // The last is there once for the lost answer, and once for the change that was sent again.
      assertThat(Asking.tokens(server, A)).containsExactly(1L, 2L, 3L, 3L);
    }
  }

  @Test
  @DisplayName("a server whose certificate nobody signed is not spoken to, and it is said why")
  void unknown() throws Exception {
    try (Cutter front = front()) {
      assertRefused(to("127.0.0.1", front));
    }
  }

  @Test
  @DisplayName("nor is one whose certificate is another host's")
  void otherHost() throws Exception {
    trust();
    try (Cutter front = front()) {
      assertRefused(to("localhost", front));
    }
  }

  private static void assertRefused(RedisStoreBuilder store) {
    assertThatThrownBy(store::connect)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("certificate")
        .hasMessageContaining(TRUST);
  }
}
