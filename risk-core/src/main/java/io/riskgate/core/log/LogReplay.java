package io.riskgate.core.log;

import io.riskgate.core.internal.JsonReader;
import io.riskgate.core.internal.NotInTheRecord;
import io.riskgate.core.internal.Redecision;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.RulePack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a log holds once more, record by record, and tells what comes out differently. The
 * log is verified at the same time.
 *
 * <p>Facts are taken as they were logged: what a pack says about how facts are made (its zone, home
 * country, weights of signals) is not done again.
 */
public final class LogReplay implements AutoCloseable {
  private final List<Redecision> packs = new ArrayList<>();

  private LogReplay(List<RulePack> packs) {
    packs.forEach(pack -> this.packs.add(new Redecision(pack)));
  }

  /**
   * A replay with packs. Each record is decided with the one that decided it, known by its SHA-256,
   * and with the first where none of them did.
   */
  public static LogReplay with(List<RulePack> packs) {
    if (packs.isEmpty()) {
      throw new IllegalArgumentException("Name a pack to decide with");
    }
    return new LogReplay(List.copyOf(packs));
  }

  /**
   * What came of a replay.
   *
   * @param verification what came of verifying the log
   * @param same how many decisions came out the same
   * @param different how many came out differently
   * @param notDecided how many could not be decided again, as the pack reads what they do not hold
   * @param notDecisions how many records hold nothing to be decided
   * @param otherPacks how many records were decided by packs that are not among those of the
   *     replay, by pack
   */
  public record Result(
      LogVerification verification,
      long same,
      long different,
      long notDecided,
      long notDecisions,
      Map<PackIdentity, Long> otherPacks) {
    /** Copies the map. */
    public Result {
      Objects.requireNonNull(verification, "verification");
      otherPacks = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(otherPacks));
    }

    /** Whether the log is intact and everything in it came out the same, by the same packs. */
    public boolean isSame() {
      return verification.isIntact() && different == 0 && notDecided == 0 && otherPacks.isEmpty();
    }
  }

  /**
   * Replays a log.
   *
   * @param differences told of each decision that came out differently, or not at all
   * @throws IOException if the log cannot be read
   */
  public Result run(LogVerifier log, Consumer<LogFinding> differences) throws IOException {
    Run run = new Run(differences);
    LogVerification verification = log.each(run).run();
    return new Result(
        verification, run.same, run.different, run.notDecided, run.notDecisions, run.otherPacks);
  }

  /** One reading. */
  private final class Run implements LogListener {
    private final Consumer<LogFinding> differences;
    private final Map<PackIdentity, Long> otherPacks = new LinkedHashMap<>();
    private long same;
    private long different;
    private long notDecided;
    private long notDecisions;

    private Run(Consumer<LogFinding> differences) {
      this.differences = differences;
    }

    @Override
    public void record(LogFile file, long line, byte[] bytes, int from, int length) {
      String place = file.name() + ":" + line;
      JsonReader.Members entry;
      List<String> found;
      try {
        entry = JsonReader.object(new String(bytes, from, length, StandardCharsets.UTF_8));
        if (!Redecision.isRedecidable(entry.text("type"))) {
          notDecisions++;
          return;
        }
        found = redecision(entry).differences(entry);
      } catch (NotInTheRecord e) {
        notDecided++;
        tell(place, null, String.valueOf(e.getMessage()));
        return;
      } catch (RuntimeException e) {
        notDecided++;
        tell(place, null, "cannot be read: " + e.getMessage());
        return;
      }
      if (found.isEmpty()) {
        same++;
      } else {
        different++;
        tell(place, entry, String.join("; ", found));
      }
    }

    private void tell(String place, JsonReader.@Nullable Members entry, String what) {
      String id =
          entry == null ? "" : entry.object("decision").object("reference").text("id") + ": ";
      differences.accept(new LogFinding(place, id + what));
    }

    private Redecision redecision(JsonReader.Members entry) {
      JsonReader.Members pack = entry.object("pack");
      PackIdentity identity =
          new PackIdentity(pack.text("id"), pack.text("version"), pack.text("sha256"));
      for (Redecision redecision : packs) {
        if (redecision.pack().equals(identity)) {
          return redecision;
        }
      }
      otherPacks.merge(identity, 1L, Long::sum);
      return packs.get(0);
    }
  }

  @Override
  public void close() {
    packs.forEach(Redecision::close);
  }
}
