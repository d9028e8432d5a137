package io.riskgate.workbench.mapping;

import io.riskgate.core.Amounts;
import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.TransferKind;
import io.riskgate.workbench.message.DidYouMean;
import io.riskgate.workbench.message.InputException;
import io.riskgate.workbench.yaml.YamlObject;
import io.riskgate.workbench.yaml.YamlText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads a mapping file, whose form {@code docs/csv.md} describes, and lists all that is wrong. */
final class MappingReader {
  private static final String ROW_NUMBER = "row number";

  /** What goes for messages; alone, it leaves the columns of other files canonical. */
  private static final String ISO = "iso20022";

  private final String file;
  private final YamlObject.Problems problems;

  private MappingReader(String file) {
    this.file = file;
    problems = new YamlObject.Problems(file);
  }

  /**
   * Reads a mapping.
   *
   * @param file what to call it in messages
   * @param yaml its text
   */
  static Mapping read(String file, String yaml) {
    return new MappingReader(file).read(yaml);
  }

  private Mapping read(String yaml) {
    Mapping mapping =
        mapping(new YamlObject("the mapping", YamlText.root(file, yaml, "docs/csv.md"), problems));
    if (mapping == null || !problems.lines().isEmpty()) {
      throw new InputException(problems.lines());
    }
    return mapping;
  }

  private @Nullable Mapping mapping(YamlObject root) {
    char separator = separator(root);
    Condition swapped = condition(root, "swapped");
    Condition failed = condition(root, "failed");
    Condition label = condition(root, "label");
    FraudKindSource fraudKind = fraudKind(root);
    Node isoNode = root.take(ISO);
    Node fieldsNode = root.take("fields");
    IsoOptions iso = isoNode == null ? null : new IsoOptionsReader(isoNode, problems).read();
    if (iso != null && root.keys().equals(List.of(ISO))) {
      return Mapping.canonical(file, iso);
    }
    root.refuseOthers();
    if (fieldsNode == null) {
      problems.add(root.node(), "'fields' is missing: it says which column is which field");
      return null;
    }
    YamlObject fields = new YamlObject("fields", fieldsNode, problems);
    TimeFormat time = null;
    Map<Field, FieldSource> sources = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      Node node = fields.take(field.column());
      if (node == null || isRowNumber(field, node)) {
        continue;
      }
      if (field == Field.TIME) {
        time = time(node, sources);
      } else {
        FieldSource source = source(field, node);
        if (source != null) {
          sources.put(field, source);
        }
      }
    }
    fields.refuseOthers();
    refuseIncomplete(fields, sources);
    return time == null
        ? null
        : new Mapping(
            file, false, separator, sources, time, swapped, failed, label, fraudKind, iso);
  }

  private static boolean isRowNumber(Field field, Node node) {
    return field == Field.TRANSFER_ID
        && node instanceof ScalarNode scalar
        && scalar.getValue().equals(ROW_NUMBER);
  }

  private void refuseIncomplete(YamlObject fields, Map<Field, FieldSource> sources) {
    Set<String> named = Set.copyOf(fields.keys());
    for (Field field : List.of(Field.TIME, Field.PAYER, Field.PAYEE, Field.AMOUNT)) {
      if (!named.contains(field.column())) {
        problems.add(fields.node(), "fields: '" + field.column() + "' is missing");
      }
    }
    if (!named.contains(Field.CURRENCY.column()) && !named.contains(Field.ASSET.column())) {
      problems.add(
          fields.node(),
          "fields: 'currency' or 'asset' is missing; for one currency throughout: currency:"
              + " {constant: CNY}");
    }
    if (sources.containsKey(Field.LATITUDE) != sources.containsKey(Field.LONGITUDE)) {
      problems.add(fields.node(), "fields: 'latitude' and 'longitude' belong together");
    }
  }

  private char separator(YamlObject root) {
    String separator = root.text("separator");
    if (separator == null) {
      return ',';
    }
    if (separator.length() != 1 || "\"\r\n".contains(separator)) {
      problems.add(root.node(), "'separator' must be one character, such as \";\" or \"\\t\"");
      return ',';
    }
    return separator.charAt(0);
  }

  private @Nullable Condition condition(YamlObject root, String key) {
    Node node = root.take(key);
    if (node == null) {
      return null;
    }
    YamlObject object = new YamlObject(key, node, problems);
    String column = object.text("column");
    List<String> values = object.texts("values");
    object.refuseOthers();
    if (column == null || values.isEmpty()) {
      problems.add(node, key + ": give the 'column' and the 'values' in it that mean yes");
      return null;
    }
    return new Condition(column, Set.copyOf(values), Set.of());
  }

  private @Nullable FraudKindSource fraudKind(YamlObject root) {
    Node node = root.take("fraud_kind");
    if (node == null) {
      return null;
    }
    if (node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
      return new FraudKindSource(scalar.getValue(), null);
    }
    YamlObject object = new YamlObject("fraud_kind", node, problems);
    String column = object.text("column");
    Node lookupNode = object.take("lookup");
    object.refuseOthers();
    FraudKindSource.Lookup lookup = lookupNode == null ? null : lookup(lookupNode);
    if (column == null) {
      problems.add(node, "fraud_kind: 'column' is missing");
      return null;
    }
    return new FraudKindSource(column, lookup);
  }

  private FraudKindSource.@Nullable Lookup lookup(Node node) {
    YamlObject object = new YamlObject("lookup", node, problems);
    String key = object.text("key");
    String kind = object.text("kind");
    object.refuseOthers();
    if (key == null || kind == null) {
      problems.add(node, "lookup: give the columns 'key' and 'kind' of the file of kinds");
      return null;
    }
    return new FraudKindSource.Lookup(key, kind);
  }

  private @Nullable FieldSource source(Field field, Node node) {
    String what = field.column();
    if (node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
      return FieldSource.column(scalar.getValue());
    }
    YamlObject object = new YamlObject(what, node, problems);
    String column = object.text("column");
    String constant = object.text("constant");
    Map<String, String> translations = object.textsByText("values");
    BigDecimal scale = field.isAmount() ? scale(object, what) : null;
    boolean ipDecimal = field == Field.IP && flag(object, "decimal", what);
    object.refuseOthers();
    if ((column == null) == (constant == null)) {
      problems.add(node, what + ": give either a 'column' or a 'constant'");
      return null;
    }
    if (constant != null && !(translations.isEmpty() && scale == null && !ipDecimal)) {
      problems.add(node, what + ": a 'constant' is taken as it is; nothing else goes with it");
    }
    for (String value : constant == null ? translations.values() : List.of(constant)) {
      refuseUnknown(field, value, node);
    }
    return new FieldSource(column, constant, translations, scale, ipDecimal);
  }

  /** A wrong constant or translation would reject every row: better to say it once. */
  private void refuseUnknown(Field field, String value, Node node) {
    List<String> known =
        switch (field) {
          case KIND -> names(TransferKind.values());
          case CHANNEL -> names(Channel.values());
          case ASSET_CLASS -> names(AssetClass.values());
          case PAYER_REAL_NAME_VERIFIED, ORDER_ADDRESS_MATCHES -> List.of("true", "false");
          default -> List.of();
        };
    boolean unknownCurrency = field == Field.CURRENCY && Amounts.fractionDigits(value) < 0;
    if (unknownCurrency || (!known.isEmpty() && !known.contains(value))) {
      String choice =
          known.isEmpty() ? "an ISO 4217 code such as CNY" : "one of " + String.join(", ", known);
      problems.add(
          node,
          "%s: '%s' is not %s%s"
              .formatted(field.column(), value, choice, DidYouMean.hint(value, known)));
    }
  }

  private static List<String> names(Enum<?>[] values) {
    List<String> names = new ArrayList<>();
    Arrays.stream(values).map(Enum::name).forEach(names::add);
    return names;
  }

  private @Nullable BigDecimal scale(YamlObject object, String what) {
    String text = object.text("scale");
    if (text == null) {
      return null;
    }
    // Exact decimals only: 1e-2 or 1/100 are for people who like surprises.
    if (!text.matches("[0-9]{1,12}(\\.[0-9]{1,12})?") || new BigDecimal(text).signum() == 0) {
      problems.add(
          object.node(), what + ": 'scale' must be a decimal greater than zero, such as 0.01");
      return null;
    }
    return new BigDecimal(text);
  }

  private boolean flag(YamlObject object, String key, String what) {
    String text = object.text(key);
    if (text != null && !text.equals("true") && !text.equals("false")) {
      problems.add(object.node(), what + ": '" + key + "' must be true or false");
    }
    return "true".equals(text);
  }

  private @Nullable TimeFormat time(Node node, Map<Field, FieldSource> sources) {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
      sources.put(Field.TIME, FieldSource.column(scalar.getValue()));
      return TimeFormat.ISO;
    }
    YamlObject object = new YamlObject("time", node, problems);
    String column = object.text("column");
    Optional<TimeFormat> format = new TimeFormatReader(object, problems).read();
    object.refuseOthers();
    if (column == null) {
      problems.add(node, "time: 'column' is missing");
    } else {
      sources.put(Field.TIME, FieldSource.column(column));
    }
    return format.orElse(null);
  }
}
