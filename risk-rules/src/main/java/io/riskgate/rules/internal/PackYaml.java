package io.riskgate.rules.internal;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.DataItem;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Band;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.LimitOwner;
import io.riskgate.core.pack.NoticePolicy;
import io.riskgate.core.pack.Policy;
import io.riskgate.core.pack.VerificationRow;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code pack.yaml}. */
final class PackYaml {
  static final int AGGREGATES_MAX = 64;
  static final int PARAMETERS_MAX = 256;
  static final int LABELS_MAX = 256;
  static final int VERIFICATION_ROWS_MAX = 64;

  /**
   * Words of DRL and Java that a rule could not tell from a name, and methods that every object or
   * history has: Drools would take them for the getter.
   */
  private static final Set<String> RESERVED =
      Set.of(
          ("abstract accumulate after and array assert before boolean break byte"
                  + " case catch char class clone coincides collect const contains continue"
                  + " default do double during else end enum eval excludes exists extends"
                  + " false final finalize finally float for forall from getClass goto"
                  + " hashCode if implements import in includes init instanceof int interface"
                  + " long matches meets native new not notify notifyAll null or over package"
                  + " private protected public query record return rule short soundslike"
                  + " static str super switch then this throw throws toString transient true"
                  + " try void volatile wait when while")
              .split(" "));

  private static final List<String> LANGUAGES = List.of("zh", "en");
  private static final Set<String> OWNERS = new LinkedHashSet<>(List.of("account", "customer"));

  private final YamlMap root;
  private final Money money;
  private final List<WordList> wordLists = new ArrayList<>();
  private final Set<String> unreadParameters = new LinkedHashSet<>();

  private PackYaml(YamlMap root) {
    this.root = root;
    this.money = baseCurrency(root);
  }

  /** Reads a definition; null, and problems, where something is wrong with it. */
  static @Nullable PackDefinition read(String text, Problems problems) {
    int before = problems.count();
    Yaml yaml = new Yaml(PackFiles.PACK_YAML, problems);
    Node root = yaml.parse(text);
    if (root == null) {
      return null;
    }
    PackDefinition definition = new PackYaml(yaml.map(root, "a pack")).definition();
    return problems.count() == before ? definition : null;
  }

  private @Nullable PackDefinition definition() {
    String id = root.text("id", "[a-z][a-z0-9-]{0,31}", "a name in lower case such as cn");
    String version =
        root.text("version", "[0-9A-Za-z][0-9A-Za-z.+-]{0,63}", "a version such as 1.0.0");
    List<String> languages = languages();
    List<Parameter> parameters = parameters();
    PackNumbers numbers = new PackNumbers(money, parameters, unreadParameters);
    List<Aggregate> aggregates = aggregates(numbers);
    Policy policy =
        policy(numbers, aggregates); // last, as it reports the keys that nobody has asked for
    return policy == null
        ? null
        : new PackDefinition(
            id, version, money, languages, policy, parameters, wordLists, aggregates);
  }

  private static Money baseCurrency(YamlMap root) {
    String code = root.text("baseCurrency", "[A-Z]{3}", "an ISO 4217 code such as CNY");
    try {
      return code.matches("[A-Z]{3}") ? Money.of(code) : Money.UNKNOWN;
    } catch (IllegalArgumentException e) {
      root.problem(
          root.line("baseCurrency"),
          root.where("baseCurrency") + " must be an ISO 4217 code such as CNY, not '" + code + "'");
      return Money.UNKNOWN;
    }
  }

  private List<String> languages() {
    Node node = root.optional("languages");
    if (node == null) {
      return LANGUAGES;
    }
    Set<String> found = new LinkedHashSet<>();
    for (Node item : root.yaml().list(node)) {
      String language = root.yaml().text(item, root.where("languages"));
      if (language.matches("[a-z]{2,3}")) {
        found.add(language);
      } else {
        root.problem(
            item,
            root.where("languages") + " must be ISO 639 codes such as zh, not '" + language + "'");
      }
    }
    return found.isEmpty() ? LANGUAGES : List.copyOf(found);
  }

  private @Nullable Policy policy(PackNumbers numbers, List<Aggregate> aggregates) {
    Policy.Builder policy = Policy.builder(money.currency());
    if (root.has("homeCountry")) {
      policy.homeCountry(root.text("homeCountry", "[A-Z]{2}", "an ISO 3166-1 code such as CN"));
    }
    policy.zone(zone());
    policy.labels(labels());
    if (root.has("alerts")) {
      policy.alerts(
          AlertsYaml.read(
              root.map("alerts"), money, aggregates, root.optionalMap("aggregates").names()));
    }
    if (root.has("limitOwner")) {
      policy.limitOwner(
          LimitOwner.valueOf(root.word("limitOwner", OWNERS).toUpperCase(Locale.ROOT)));
    }
    policy.bands(bands());
    policy.limits(limits(numbers));
    policy.verification(verification(numbers));
    policy.riskLevel(RiskLevelYaml.read(root));
    expected(policy);
    if (root.has("whenExpectedDataMissing")) {
      policy.whenExpectedDataMissing(demand("whenExpectedDataMissing"));
    }
    expiry(policy);
    NoticePolicy notices = notices();
    if (notices != null) {
      policy.notices(notices);
    }
    Policy defaults = Policy.builder(money.currency()).build();
    policy.newnessHorizon(root.duration("newnessHorizon", defaults.newnessHorizon()));
    policy.failedVerificationsMax(
        root.integer("failedVerificationsMax", 1, 100, defaults.failedVerificationsMax()));
    Demand degraded = root.has("whenDegraded") ? demand("whenDegraded") : defaults.whenDegraded();
    return root.build(
        () -> {
          policy.whenDegraded(degraded);
          return policy.build();
        });
  }

  private ZoneId zone() {
    if (!root.has("zone")) {
      return ZoneOffset.UTC;
    }
    String zone = root.text("zone", ".+", "a zone such as Asia/Shanghai");
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      root.problem(
          root.line("zone"),
          root.where("zone")
              + " must be a zone such as Asia/Shanghai, not '"
              + zone
              + "'"
              + Suggestions.didYouMean(zone, ZoneId.getAvailableZoneIds()));
      return ZoneOffset.UTC;
    }
  }

  private Set<String> labels() {
    Set<String> labels = new LinkedHashSet<>();
    Node list = root.optional("labels");
    for (Node item : list == null ? List.<Node>of() : root.yaml().list(list)) {
      String label = root.yaml().text(item, root.where("labels"));
      if (!label.matches("[A-Z][A-Z0-9_]{0,63}")) {
        root.problem(
            item, root.where("labels") + " are named like AI_FACE_OR_VOICE, not '" + label + "'");
      } else if (!labels.add(label)) {
        root.problem(item, "there are two labels called '" + label + "'");
      }
    }
    if (labels.size() > LABELS_MAX) {
      root.problem(root.line("labels"), "a pack has at most " + LABELS_MAX + " labels");
    }
    return labels;
  }

  private List<Band> bands() {
    List<Band> bands = new ArrayList<>();
    for (YamlMap map : root.maps("bands", "a band")) {
      int from = map.integer("from", 1, 100);
      Demand demand = DemandYaml.read(map);
      add(bands, map.build(() -> new Band(from, demand)));
    }
    return bands;
  }

  private List<Limit> limits(PackNumbers numbers) {
    List<Limit> limits = new ArrayList<>();
    for (YamlMap map : root.maps("limits", "a limit")) {
      add(limits, LimitYaml.read(map, numbers));
    }
    return limits;
  }

  private List<VerificationRow> verification(PackNumbers numbers) {
    List<VerificationRow> rows = new ArrayList<>();
    List<YamlMap> maps = root.maps("verification", "a row of 'verification'");
    for (YamlMap map : maps) {
      add(rows, VerificationYaml.read(map, numbers));
    }
    if (maps.size() > VERIFICATION_ROWS_MAX) {
      root.problem(
          root.line("verification"),
          "a pack has at most " + VERIFICATION_ROWS_MAX + " rows of 'verification'");
    }
    return rows;
  }

  private void expected(Policy.Builder policy) {
    YamlMap map = root.optionalMap("expected");
    for (Channel channel : Channel.values()) {
      Set<DataItem> items = map.someOf(channel.name(), DataItem.class);
      if (!items.isEmpty()) {
        policy.expectedData(channel, items);
      }
    }
    for (AssetClass assetClass : AssetClass.values()) {
      Set<DataItem> items = map.someOf(assetClass.name(), DataItem.class);
      if (!items.isEmpty()) {
        policy.expectedData(assetClass, items);
      }
    }
    map.rejectUnknown();
  }

  private Demand demand(String key) {
    YamlMap map = root.map(key);
    Demand demand = DemandYaml.read(map);
    map.rejectUnknown();
    return demand;
  }

  private void expiry(Policy.Builder policy) {
    Policy defaults = Policy.builder(money.currency()).build();
    YamlMap map = root.optionalMap("expiry");
    policy.reservationExpiry(map.duration("reservation", defaults.reservationExpiry()));
    policy.verificationExpiry(map.duration("verification", defaults.verificationExpiry()));
    policy.holdExpiry(map.duration("hold", defaults.holdExpiry()));
    policy.evidenceFreshness(map.duration("evidence", defaults.evidenceFreshness()));
    policy.referencesKept(map.duration("references", defaults.referencesKept()));
    map.rejectUnknown();
  }

  private @Nullable NoticePolicy notices() {
    NoticePolicy defaults = NoticePolicy.DEFAULT;
    YamlMap map = root.optionalMap("notices");
    Duration confirmWithin = map.duration("confirmWithin", defaults.confirmWithin());
    Duration lapsesAfter = map.duration("lapsesAfter", defaults.lapsesAfter());
    Duration extension = map.duration("extension", defaults.extension());
    Duration movements = map.duration("movements", defaults.movements());
    return map.build(() -> new NoticePolicy(confirmWithin, lapsesAfter, extension, movements));
  }

  private List<Parameter> parameters() {
    YamlMap all = root.optionalMap("parameters");
    List<Parameter> parameters = new ArrayList<>();
    for (String name : all.names()) {
      YamlMap map = named(all, name, "[A-Z][A-Z0-9_]{0,63}", "a parameter", "LARGE_AMOUNT");
      Set<String> types = ParameterUnit.words();
      types.add(WordList.TYPE);
      String type = map.word("type", types);
      if (map.isBroken()) {
        unreadParameters.add(name);
        continue; // what else belongs to it depends on the type
      }
      if (type.equals(WordList.TYPE)) {
        add(wordLists, WordListYaml.read(name, map));
        continue;
      }
      ParameterUnit unit = ParameterUnit.of(type);
      NumberForm form = unit == ParameterUnit.MONEY ? money.form() : NumberForm.WHOLE;
      long value = map.number("value", form);
      long min = map.number("min", form);
      long max = map.number("max", form);
      String why = map.text("why", WordList.WHY, WordList.WHY_FORM);
      Parameter parameter = map.build(() -> new Parameter(name, unit, value, min, max, why));
      if (parameter == null) {
        unreadParameters.add(name);
      }
      add(parameters, parameter);
    }
    capped(all, "parameters", PARAMETERS_MAX);
    return parameters;
  }

  private List<Aggregate> aggregates(PackNumbers numbers) {
    YamlMap all = root.optionalMap("aggregates");
    Map<String, Aggregate> aggregates = new LinkedHashMap<>();
    for (String name : all.names()) {
      // Not aBalance: by the rules of Java Beans its getter would belong to a property ABalance.
      YamlMap map =
          named(all, name, "[a-z]([a-z0-9][A-Za-z0-9]{0,62})?", "an aggregate", "payerOutCount30m");
      if (RESERVED.contains(name)) {
        map.problem(all.line(name), "an aggregate cannot be called '" + name + "'");
      }
      Aggregate aggregate = AggregateYaml.read(name, map, numbers);
      if (aggregate != null) {
        aggregates.put(name, aggregate);
      }
    }
    capped(all, "aggregates", AGGREGATES_MAX);
    return List.copyOf(aggregates.values());
  }

  private static YamlMap named(
      YamlMap all, String name, String regex, String kind, String example) {
    if (!name.matches(regex)) {
      all.problem(all.line(name), kind + " is named like " + example + ", not '" + name + "'");
    }
    return all.map(name);
  }

  private static void capped(YamlMap all, String what, int max) {
    if (all.names().size() > max) {
      all.problem(all.line(), "a pack has at most " + max + " " + what);
    }
  }

  private static <T> void add(List<T> list, @Nullable T item) {
    if (item != null) {
      list.add(item);
    }
  }
}
