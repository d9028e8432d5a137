package io.riskgate.workbench.story;

import io.riskgate.core.Amounts;
import io.riskgate.core.Reference;
import io.riskgate.core.Transfer;
import io.riskgate.core.pack.LimitOwner;
import io.riskgate.core.pack.RulePack;
import io.riskgate.workbench.message.DidYouMean;
import io.riskgate.workbench.yaml.YamlObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    Optional<Instant> instant = times.instant(text, now);
    if (instant.isEmpty()) {
      problems.add(
          object.node(),
          "%s: '%s' must be a time: 09:30 on the same day, 2026-03-02T09:30 in the pack's zone, or with an offset"
              .formatted(what, key));
    }
    return instant.orElse(null);
  }

  /** A time as it is told in the pack's zone. */
  String local(Instant time) {
    return time.atZone(pack.policy().zone()).toLocalDateTime().toString();
  }

  /** Whole units of the base currency in minor units, or null where there are none. */
  @Nullable Long money(YamlObject object, String what, String key) {
    return minor(object, what, key, Amounts.fractionDigits(pack.policy().baseCurrency()));
  }

  /** A number with at most so many decimals in units of the last, or null where there is none. */
  @Nullable Long minor(YamlObject object, String what, String key, int digits) {
    String text = object.text(key);
    if (text == null) {
      return null;
    }
    if (text.matches("0+(\\.0+)?")) {
      return 0L;
    }
    try {
      return Amounts.parseMinor(text, digits);
    } catch (IllegalArgumentException e) {
      problems.add(object.node(), what + ": " + key + " '" + text + "': " + e.getMessage());
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

  /** The transfer of an earlier step. */
  @Nullable Reference reference(Node node, @Nullable String id) {
    if (id == null) {
      return null;
    }
    Reference reference = references.get(id);
    if (reference == null) {
      problems.add(
          node,
          "there is no transfer '%s' before this step%s"
              .formatted(id, DidYouMean.hint(id, references.keySet())));
    }
    return reference;
  }
}
