package io.riskgate.stores.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.riskgate.core.TransferState;
import io.riskgate.stores.remote.RemoteStore;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Processes that score the same accounts against one PostgreSQL at full speed")
class ProcessesTest {
  private static final int THREADS = 8;
  private static final int TRANSFERS = 1_800;

  private static Process start(String schema, String name, int each, long aheadMs)
      throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-cp",
            classPath,
            ScoringChild.class.getName(),
            String.valueOf(SharedPostgres.server().port()),
            schema,
            name,
            String.valueOf(THREADS),
            String.valueOf(each),
            String.valueOf(aheadMs))
        .redirectError(new File("/dev/stderr"))
        .start();
  }

  @ParameterizedTest(name = "{0} processes")
  @ValueSource(ints = {2, 4})
  @DisplayName("let go exactly what the limits allow, although their clocks are 5 s apart")
  void exact(int processes) throws Exception {
    String schema = SharedPostgres.newSchema();
    List<Process> children = new ArrayList<>();
    Map<String, TransferState> decided = new HashMap<>();
    try {
      for (int p = 0; p < processes; p++) {
        int each = TRANSFERS / processes / THREADS;
        children.add(start(schema, "p" + p, each, p % 2 == 0 ? 0 : 5_000));
      }
      List<BufferedReader> told = new ArrayList<>();
      for (Process child : children) {
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
        assertThat(reader.readLine()).isEqualTo("ready");
        told.add(reader);
      }
      for (Process child : children) {
        child.getOutputStream().write('\n');
        child.getOutputStream().flush();
      }
      for (BufferedReader reader : told) {
        String line = reader.readLine();
        while (line != null && !line.equals("end")) {
          String[] words = line.split(" ", -1);
          decided.put(words[0], TransferState.valueOf(words[1]));
          line = reader.readLine();
        }
        assertThat(line).as("the process went through").isEqualTo("end");
      }
    } finally {
      children.forEach(Process::destroyForcibly);
    }
    try (HikariDataSource pool = PostgresServer.pool(SharedPostgres.server().port(), 6);
        RemoteStore store = Payments.store(pool, schema, Calls.LONG)) {
      Payments.check(store, decided);
    }
  }
}
