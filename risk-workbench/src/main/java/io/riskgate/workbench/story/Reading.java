package io.riskgate.workbench.story;

import io.riskgate.core.Amounts;
import io.riskgate.core.Reference;
import io.riskgate.core.Transfer;
import io.riskgate.core.pack.LimitOwner;
import io.riskgate.core.pack.Rule;
import io.riskgate.core.pack.RulePack;
import io.riskgate.workbench.message.DidYouMean;
import io.riskgate.workbench.yaml.YamlObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** A story while it is read: what steps may refer to, and how their values are read. */
final class Reading {
  private final Path file;
  private final RulePack pack;
  private final YamlObject.Problems problems;
  private final StoryTimes times;
  private final Cast cast;
  private final Map<String, Reference> references = new LinkedHashMap<>();
  private final Set<String> unread = new HashSet<>();
  private Instant now = Instant.EPOCH;

  Reading(Path file, RulePack pack, YamlObject.Problems problems, Cast cast) {
    this.file = file;
    this.pack = pack;
    this.problems = problems;
    this.cast = cast;
    times = new StoryTimes(pack.policy().zone());
  }

  Path file() {
    return file;
  }

  RulePack pack() {
    return pack;
  }

  Cast cast() {
    return cast;
  }

  YamlObject.Problems problems() {
    return problems;
  }

  /** Goes on to a step, on whose day times without a date lie. */
  void goOnTo(Instant step) {
    now = step;
  }

  /** When the step that is being read happens. */
  Instant now() {
    return now;
  }

  /** An object, every key of which is to be taken. */
  YamlObject object(String what, Node node) {
    return new YamlObject(what, node, problems);
  }

  /** A text that must be there. */
  @Nullable String required(YamlObject object, String what, String key) {
    String text = object.text(key);
    if (text == null || text.isBlank()) {
      problems.add(object.node(), what + ": '" + key + "' is missing");
      return null;
    }
    return text;
  }

  /** A name of an enumeration, or null where there is none. */
  <E extends Enum<E>> @Nullable E choice(
      YamlObject object, String what, String key, Class<E> type) {
    String text = object.text(key);
    if (text == null) {
      return null;
    }
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    return known(object.node(), what + ": " + key, text, names) ? Enum.valueOf(type, text) : null;
  }

  /** True or false. */
  boolean flag(YamlObject object, String what, String key, boolean otherwise) {
    String text = object.text(key);
    if (text == null) {
      return otherwise;
    }
    known(object.node(), what + ": " + key, text, List.of("true", "false"));
    return text.equals("true");
  }

  /** Reports a word that is none of the known ones; where none are known, every word is. */
  boolean known(Node node, String what, String word, Collection<String> known) {
    if (known.isEmpty() || known.contains(word)) {
      return true;
    }
    problems.add(
        node,
        "%s: '%s' is none of %s%s"
            .formatted(what, word, String.join(", ", known), DidYouMean.hint(word, known)));
    return false;
  }

  /** A time, or null where there is none. */
  @Nullable Instant instant(YamlObject object, String what, String key, Instant now) {
    String text = object.text(key);
    if (text == null) {
      return null;
    }
    return time(object.node(), what + ": '" + key + "'", text, now);
  }

  /** A time as it is written, or null where it is none. */
  @Nullable Instant time(Node node, String what, String text, Instant on) {
    Optional<Instant> instant = times.instant(text, on);
    if (instant.isEmpty()) {
      problems.add(
          node,
          what
              + " must be a time: 09:30 on the same day, 2026-03-02T09:30 in the pack's zone, or"
              + " with an offset");
    }
    return instant.orElse(null);
  }

  /** A tenant, the default one where none is named. */
  static String tenant(YamlObject object) {
    String tenant = object.text("tenant");
    return tenant == null ? Transfer.DEFAULT_TENANT : tenant;
  }

  /** A time as it is told in the pack's zone, with its date where that is another day's. */
  String told(Instant time) {
    return ToldTimes.told(time, now, pack.policy().zone());
  }

  /** The scams that the pack knows. */
  List<String> scams() {
    return pack.rules().stream()
        .map(Rule::scam)
        .filter(scam -> !scam.isEmpty())
        .distinct()
        .toList();
  }

  /** Whole units of the base currency in minor units, or null where there are none. */
  @Nullable Long money(YamlObject object, String what, String key) {
    return minor(object, what, key, Amounts.fractionDigits(pack.policy().baseCurrency()));
  }

  /** The same of a value that stands alone. */
  @Nullable Long money(Node value, String what) {
    return minor(
        value,
        what,
        YamlObject.scalar(value).orElse(""),
        Amounts.fractionDigits(pack.policy().baseCurrency()));
  }

  /** A number with at most so many decimals in units of the last, or null where there is none. */
  @Nullable Long minor(YamlObject object, String what, String key, int digits) {
    String text = object.text(key);
    return text == null ? null : minor(object.node(), what + ": " + key, text, digits);
  }

  private @Nullable Long minor(Node node, String what, String text, int digits) {
    if (text.matches("0+(\\.0+)?")) {
      return 0L;
    }
    try {
      return Amounts.parseMinor(text, digits);
    } catch (IllegalArgumentException e) {
      problems.add(node, what + " '" + text + "': " + e.getMessage());
      return null;
    }
  }

  /** Remembers a transfer, so that later steps can go by its id alone. */
  void remember(Node node, Transfer transfer) {
    String customer = transfer.customer();
    String owner = transfer.payer();
    if (pack.policy().limitOwner() == LimitOwner.CUSTOMER && customer != null) {
      owner = customer;
    }
    Reference reference = new Reference(transfer.tenant(), owner, transfer.id());
    Reference before = references.putIfAbsent(transfer.id(), reference);
    if (before != null && !before.equals(reference)) {
      problems.add(
          node,
          "transfer_id '%s' is %s's already; give another, as other steps go by it"
              .formatted(transfer.id(), cast.name(before.owner())));
    }
  }

  /**
   * Remembers the id of a transfer that could not be read, so that what is wrong with it is told
   * once, and not again at every step that goes by it.
   */
  void rememberUnread(String id) {
    unread.add(id);
  }

  /** The transfer of an earlier step. */
  @Nullable Reference reference(Node node, @Nullable String id) {
    if (id == null) {
      return null;
    }
    Reference reference = references.get(id);
    if (reference == null && !unread.contains(id)) {
      problems.add(
          node,
          "there is no transfer '%s' before this step%s"
              .formatted(id, DidYouMean.hint(id, references.keySet())));
    }
    return reference;
  }
}
