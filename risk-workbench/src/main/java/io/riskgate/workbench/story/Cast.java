package io.riskgate.workbench.story;

import io.riskgate.workbench.mapping.Field;
import io.riskgate.workbench.yaml.YamlObject;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** The accounts of a story, and what is known of them unless a step says otherwise. */
final class Cast {
  /** What belongs to a transfer alone. */
  private static final Set<Field> OF_A_TRANSFER =
      EnumSet.of(Field.TRANSFER_ID, Field.TIME, Field.PAYER, Field.PAYEE, Field.AMOUNT);

  private final Map<String, String> defaults;
  private final Map<String, Map<String, String>> accounts = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();

  private Cast(Map<String, String> defaults) {
    this.defaults = defaults;
  }

  /** Reads the defaults and the accounts; either may be left out. */
  static Cast read(@Nullable Node defaults, @Nullable Node accounts, YamlObject.Problems problems) {
    Cast cast = new Cast(new LinkedHashMap<>());
    if (defaults != null) {
      YamlObject object = new YamlObject("defaults", defaults, problems);
      cast.defaults.putAll(cells(object));
      object.refuseOthers();
    }
    if (accounts != null) {
      YamlObject all = new YamlObject("accounts", accounts, problems);
      for (String account : all.keys()) {
        Node node = all.take(account);
        if (node != null) {
          YamlObject object = new YamlObject("account " + account, node, problems);
          String name = object.text("name");
          cast.names.put(account, name == null ? account : name);
          cast.accounts.put(account, cells(object));
          object.refuseOthers();
        }
      }
    }
    return cast;
  }

  private static Map<String, String> cells(YamlObject object) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (Field field : Field.values()) {
      if (!OF_A_TRANSFER.contains(field)) {
        put(cells, object, field);
      }
    }
    return cells;
  }

  /** Takes a field where it is given. */
  static void put(Map<String, String> cells, YamlObject object, Field field) {
    String text = object.text(field.column());
    if (text != null) {
      cells.put(field.column(), text);
    }
  }

  /** What is known of a payer, over what is known of everybody. */
  Map<String, String> cellsOf(String payer) {
    Map<String, String> cells = new LinkedHashMap<>(defaults);
    cells.putAll(accounts.getOrDefault(payer, Map.of()));
    return cells;
  }

  /** Whose account is whose. */
  Map<String, String> names() {
    return names;
  }

  /** Whose account it is, or the account where nobody is named. */
  String name(String account) {
    return names.getOrDefault(account, account);
  }
}
