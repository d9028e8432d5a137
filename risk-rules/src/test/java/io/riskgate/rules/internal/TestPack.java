package io.riskgate.rules.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.riskgate.core.pack.RulePackException;
import io.riskgate.rules.internal.drools.DroolsLanguage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.Assertions;

/** A small pack in memory that a test changes where it wants to. */
public final class TestPack {
  /** The rule that the pack has until a test gives it others. */
  public static final String RULE =
      """
      rule "LARGE"
        @points(40) @group("amount")
      when
        TransferFacts( value > P.LARGE_AMOUNT )
      then end
      """;

  private static final String YAML =
      """
      id: test
      version: 1.0.0
      baseCurrency: CNY
      homeCountry: CN
      zone: Asia/Shanghai
      parameters:
        LARGE_AMOUNT: { type: money, value: 5000.00, min: 1000.00, max: 50000.00, why: "test" }
        COUNT: { type: count, value: 6, min: 2, max: 100, why: "test" }
        SHIFT: { type: count, value: 6, min: -10, max: 100, why: "test" }
      aggregates:
        outCount: { key: payer, measure: count, window: 30m }
        max90d: { key: payer, measure: max, window: 90d }
        devicePayers: { key: device, measure: distinct payer, window: 24h }
      """;

  private static final String MINUTES =
      "  CALL_MINUTES: { type: minutes, value: 30, min: 1, max: 600, why: \"test\" }\n";

  private final Map<String, String> files = new TreeMap<>();

  /** A pack with one rule and nothing wrong. */
  public TestPack() {
    files.put("pack.yaml", YAML);
    files.put("rules/a.drl", RULE);
    files.put("messages_zh.properties", "LARGE = 金额较大\n");
    files.put("messages_en.properties", "LARGE = A large amount\n");
  }

  /** Puts a file in, or replaces it. */
  public TestPack file(String path, String text) {
    files.put(path, text);
    return this;
  }

  /** Takes a file out. */
  public TestPack without(String path) {
    files.remove(path);
    return this;
  }

  /** Replaces a part of a file, which must be there. */
  public TestPack edit(String path, String part, String by) {
    String text = files.get(path);
    Assertions.assertThat(text).contains(part);
    return file(path, text.replace(part, by));
  }

  /** Replaces the rules by some with these names and constraints, and gives each a text. */
  public TestPack rules(String... namesAndConstraints) {
    StringBuilder rules = new StringBuilder();
    StringBuilder texts = new StringBuilder();
    for (int i = 0; i < namesAndConstraints.length; i += 2) {
      String name = namesAndConstraints[i];
      rules.append("rule \"" + name + "\" @points(10) when TransferFacts( ");
      rules.append(namesAndConstraints[i + 1] + " ) then end\n");
      texts.append(name + " = " + name.toLowerCase(Locale.ROOT) + "\n");
    }
    file("rules/a.drl", rules.toString());
    file("messages_zh.properties", texts.toString());
    return file("messages_en.properties", texts.toString());
  }

  /** Saves what has changed in a folder, each file in one piece. */
  public TestPack save(Path folder) {
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = folder.resolve(file.getKey());
        if (!Files.exists(path) || !Files.readString(path).equals(file.getValue())) {
          Files.createDirectories(path.getParent());
          Path whole = Files.createTempFile(folder.getParent(), "saved", null);
          Files.writeString(whole, file.getValue());
          Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /**
   * Replaces the rules by some with these names, when-parts, and flags to set, which may be empty,
   * and adds the parameter {@code CALL_MINUTES}.
   */
  public TestPack whole(String... namesConditionsAndFlags) {
    edit("pack.yaml", "parameters:\n", "parameters:\n" + MINUTES);
    StringBuilder rules = new StringBuilder();
    StringBuilder texts = new StringBuilder();
    for (int i = 0; i < namesConditionsAndFlags.length; i += 3) {
      String name = namesConditionsAndFlags[i];
      String flag = namesConditionsAndFlags[i + 2];
      rules.append("rule \"" + name + "\" @points(10) when\n" + namesConditionsAndFlags[i + 1]);
      rules.append("\nthen " + (flag.isEmpty() ? "" : "flag(\"" + flag + "\"); ") + "end\n");
      texts.append(name + " = " + name.toLowerCase(Locale.ROOT) + "\n");
    }
    file("rules/a.drl", rules.toString());
    file("messages_zh.properties", texts.toString());
    return file("messages_en.properties", texts.toString());
  }

  /** Its files. */
  public PackFiles files() {
    Map<String, byte[]> content = new TreeMap<>();
    files.forEach((path, text) -> content.put(path, text.getBytes(UTF_8)));
    return new PackFiles(content);
  }

  /** Loads it. */
  public LoadedPack load() {
    return PackAssembler.assemble("test", files(), new DroolsLanguage());
  }

  /** Loads it in vain; the problems as lines. */
  public List<String> problems() {
    try {
      load();
    } catch (RulePackException e) {
      return e.problems().stream().map(Object::toString).toList();
    }
    return List.of();
  }
}
