package io.riskgate.benchmarks;

import io.riskgate.core.pack.RulePack;
import io.riskgate.rules.Lanes;
import io.riskgate.rules.RulePacks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pack with as many rules as one likes over the facts of the pack {@code cn}, always the same for
 * a number; more rules begin with those of fewer. As in real packs, rules come in families: those
 * of a typology begin with the same conditions and then differ by thresholds and by what else they
 * look at. They fire about as rarely as real ones.
 */
final class GeneratedPack {
  private static final long SEED = 20_261_122;
  private static final int AMOUNTS = 100;

  /** How rules of a family begin. */
  private static final List<String> FAMILIES =
      List.of(
          "kind == TransferKind.TRANSFER, !counterparty.paidBefore",
          "kind in (TransferKind.TRANSFER, TransferKind.PAYMENT), !counterparty.paidBefore",
          "kind in (TransferKind.TRANSFER, TransferKind.PAYMENT), assetClass == AssetClass.FIAT",
          "kind == TransferKind.TRANSFER, counterparty.ageHours < P.GROWING_WITHIN_HOURS",
          "device.ageHours < P.NEW_HOURS, kind in (TransferKind.TRANSFER, TransferKind.PAYMENT)",
          "counterparty.overseas, assetClass == AssetClass.FIAT",
          "channel in (Channel.MOBILE, Channel.WEB), history.payerOutCount30m >= 2",
          "kind == TransferKind.TRANSFER, payer.customerAge >= P.ELDERLY_AGE",
          "channel == Channel.MOBILE, origin.distanceKm > 20",
          "assetClass == AssetClass.VIRTUAL_CURRENCY",
          "kind == TransferKind.TRANSFER, counterparty.accountAgeHours < P.YOUNG_ACCOUNT_HOURS",
          "kind in (TransferKind.TRANSFER, TransferKind.PAYMENT), hour not in (9, 10, 11, 14, 15)");

  private final Random random = new Random(SEED);

  private GeneratedPack() {}

  /** Makes and loads a pack of so many rules. */
  static RulePack load(int rules) {
    return load(0, rules, Lanes.DIRECT_WHERE_POSSIBLE);
  }

  /** Makes and loads a pack of the rules from one number up to before another. */
  static RulePack load(int from, int to, Lanes lanes) {
    try {
      Path dir = Files.createTempDirectory("generated");
      for (String file : RulePacks.copyBundled("cn", dir)) {
        if (file.startsWith("rules/") || file.startsWith("tests/")) {
          Files.delete(dir.resolve(file));
        }
      }
      write(dir, from, to);
      return RulePacks.load(dir, lanes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rules from one number up to before another, as DRL. */
  static String drl(int from, int to) {
    GeneratedPack pack = new GeneratedPack();
    StringBuilder drl = new StringBuilder();
    for (int i = 0; i < to; i++) {
      List<String> constraints = pack.constraints(i);
      if (i >= from) {
        drl.append("rule \"R" + i + "\" @points(10) when TransferFacts( ")
            .append(String.join(", ", constraints))
            .append(" ) then end\n");
      }
    }
    return drl.toString();
  }

  /** The number of a generated rule, or null if it is none. */
  static @Nullable Integer number(String code) {
    return code.matches("R\\d+") ? Integer.valueOf(code.substring(1)) : null;
  }

  /** The value of a generated parameter in minor units, or null if it is none. */
  static @Nullable Long amount(String parameter) {
    return parameter.matches("AMOUNT_\\d+")
        ? 100L * yuan(Integer.parseInt(parameter.substring("AMOUNT_".length())))
        : null;
  }

  private static int yuan(int amount) {
    return 500 + 150 * amount;
  }

  private static void write(Path dir, int from, int to) throws IOException {
    StringBuilder texts = new StringBuilder();
    for (int i = from; i < to; i++) {
      texts.append("R" + i + " = " + i + "\n");
    }
    Files.writeString(dir.resolve("rules/generated.drl"), drl(from, to));
    for (String file : List.of("messages_zh.properties", "messages_en.properties")) {
      Path messages = dir.resolve(file);
      try (Stream<String> lines = Files.lines(messages)) {
        String kept =
            lines
                .filter(line -> line.startsWith("limit.") || line.startsWith("label."))
                .collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(messages, kept + texts);
      }
    }
    Path yaml = dir.resolve("pack.yaml");
    StringBuilder amounts = new StringBuilder("parameters:\n");
    for (int i = 0; i < AMOUNTS; i++) {
      amounts.append("  AMOUNT_" + i + ": { type: money, value: " + yuan(i) + ".00");
      amounts.append(", min: 1.00, max: 1000000.00, why: generated }\n");
    }
    Files.writeString(yaml, Files.readString(yaml).replace("parameters:\n", amounts.toString()));
  }

  private List<String> constraints(int rule) {
    List<String> constraints = new ArrayList<>();
    constraints.add(FAMILIES.get(rule % FAMILIES.size()));
    constraints.add("value > P.AMOUNT_" + (10 + random.nextInt(AMOUNTS - 10)));
    for (int i = random.nextInt(3); i >= 0; i--) {
      constraints.add(more());
    }
    return constraints;
  }

  private String more() {
    int amount = random.nextInt(AMOUNTS);
    return switch (random.nextInt(14)) {
      case 0 -> "history.payerOutCount30m >= " + (3 + random.nextInt(10));
      case 1 -> "history.payerPayees24h >= " + (4 + random.nextInt(20));
      case 2 -> "history.payeePayers24h >= " + (6 + random.nextInt(30));
      case 3 -> "history.devicePayers24h >= " + (2 + random.nextInt(8));
      case 4 -> "history.ipPayers1h >= " + (6 + random.nextInt(40));
      case 5 -> "history.payerInSum30m > P.AMOUNT_" + amount;
      case 6 -> "value * 100 >= " + (150 + random.nextInt(400)) + " * history.payerMax90d";
      case 7 -> "value * 2 > payer.balance";
      case 8 -> "device.ageHours < " + (2 + random.nextInt(500));
      case 9 -> "origin.speedKmh > " + (300 + random.nextInt(900));
      case 10 -> "hour < " + (1 + random.nextInt(12)) + " || hour > " + (18 + random.nextInt(5));
      case 11 -> "counterparty.idleHours < " + (1 + random.nextInt(300));
      case 12 -> "payer.customerAge >= " + (40 + random.nextInt(35));
      default -> "history.payerOutSum30m + value > 2 * P.AMOUNT_" + amount;
    };
  }
}
