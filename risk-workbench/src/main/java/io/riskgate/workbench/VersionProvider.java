package io.riskgate.workbench;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Tells the version that Maven wrote into the jar. */
final class VersionProvider implements IVersionProvider {
  private static final String RESOURCE =
      "/META-INF/maven/io.riskgate/risk-workbench/pom.properties";

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {
      "risk " + version(), "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
    };
  }

  private static String version() throws IOException {
    try (InputStream in = VersionProvider.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        return "(not packaged)";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "(unknown)");
    }
  }
}
