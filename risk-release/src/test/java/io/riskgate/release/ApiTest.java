package io.riskgate.release;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The public API is what was accepted: whoever changes it says so, in a file that is reviewed. */
class ApiTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        io.riskgate.core.RiskEngine.class,
        io.riskgate.intel.IntelligenceFiles.class,
        io.riskgate.rules.RulePacks.class,
        io.riskgate.stores.tck.RiskStoreContract.class,
        io.riskgate.stores.embedded.EmbeddedStore.class,
        io.riskgate.stores.remote.RemoteStore.class,
        io.riskgate.stores.redis.RedisStore.class,
        io.riskgate.stores.jdbc.JdbcStore.class,
        io.riskgate.micrometer.RiskMetrics.class,
        io.riskgate.springboot.RiskgateProperties.class,
      })
  @DisplayName("A module offers what its file in api/ says, no more and no less")
  void api(Class<?> anyOf) throws IOException, ClassNotFoundException, java.net.URISyntaxException {
    Path jar = Path.of(anyOf.getProtectionDomain().getCodeSource().getLocation().toURI());
    String module =
        jar.getFileName()
            .toString()
            .replace("-" + System.getProperty("riskgate.version") + ".jar", "");

    Accepted.check("api/" + module + ".txt", ApiText.of(jar));
  }
}
