package io.riskgate.intel;

import io.riskgate.intel.SourceStatus.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file of intelligence, and what was read from it last. Refreshed by one thread at a time; the
 * rest by any.
 *
 * <p>What was read stays in use until something better was read: a file that is gone, broken, or
 * has lost most of its entries replaces nothing.
 */
final class SourceFile<T> {
  private static final Logger LOG = LoggerFactory.getLogger(SourceFile.class);

  /** From so many entries on a file that comes back with less than half of them is doubted. */
  static final int SHRUNKEN_FROM = 100;

  /** Reads a file, or says in words without personal data why it cannot. */
  interface Loader<T> {
    Loaded<T> load(Path file) throws IOException;
  }

  /** What was read, with since when and as of when it is in use. */
  private record Held<T>(Loaded<T> loaded, Instant loadedAt, Instant asOf) {}

  /**
   * Where the file stands.
   *
   * @param held what is in use; null if nothing was ever read
   * @param trouble why the file as it is now is not in use; empty if it is
   */
  private record Standing<T>(@Nullable Held<T> held, String trouble) {}

  private final SourceKind kind;
  private final Path file;
  private final long bytesMax;
  private final Loader<T> loader;
  private final InstantSource clock;
  private final @Nullable Duration maxAge;
  private final AtomicLong failedLookUps = new AtomicLong();

  private volatile Standing<T> standing = new Standing<>(null, "was not read yet");

  // What follows belongs to whoever refreshes.
  private @Nullable FileLook seen;
  private @Nullable FileLook taken;
  private @Nullable Instant takenAt;
  private boolean isShrunken;

  SourceFile(
      SourceKind kind,
      Path file,
      long bytesMax,
      Loader<T> loader,
      InstantSource clock,
      @Nullable Duration maxAge) {
    this.kind = kind;
    this.file = file;
    this.bytesMax = bytesMax;
    this.loader = loader;
    this.clock = clock;
    this.maxAge = maxAge;
  }

  SourceKind kind() {
    return kind;
  }

  /** What look-ups are to use from now on. */
  SourceUse use() {
    Standing<T> now = standing;
    Held<T> held = now.held();
    return new SourceUse(
        this,
        held == null ? null : held.loaded().table(),
        !now.trouble().isEmpty(),
        held == null ? Long.MAX_VALUE : staleFromMs(held));
  }

  private long staleFromMs(Held<T> held) {
    return maxAge == null ? Long.MAX_VALUE : held.asOf().plus(maxAge).toEpochMilli() + 1;
  }

  SourceStatus status(long nowMs) {
    Standing<T> now = standing;
    Held<T> held = now.held();
    String why = now.trouble();
    if (held == null) {
      return new SourceStatus(kind, file, State.FAILED, 0, null, null, why, 0);
    }
    State state =
        !why.isEmpty() ? State.KEPT : nowMs >= staleFromMs(held) ? State.STALE : State.READY;
    return new SourceStatus(
        kind,
        file,
        state,
        held.loaded().entries(),
        held.loadedAt(),
        held.asOf(),
        why.isEmpty() ? held.loaded().remark() : why,
        failedLookUps.get());
  }

  /** Counts a look-up that failed; logged once a file, as a broken one fails again and again. */
  void lookUpFailed(Throwable why) {
    if (failedLookUps.getAndIncrement() == 0) {
      LOG.error(
          "A look-up in {} {} failed ({}); further ones are counted only",
          kind.title(),
          file,
          why.getClass().getName()); // its message names the address
    }
  }

  /**
   * Reads the file if it has changed.
   *
   * @param whenSettled only once two looks agree, so that nothing half written is read
   * @param evenShrunken whether a file may lose most of its entries
   * @return whether look-ups have to know
   */
  boolean refresh(boolean whenSettled, boolean evenShrunken) {
    FileLook look;
    try {
      look = FileLook.at(file);
    } catch (IOException e) {
      seen = null;
      taken = null;
      return trouble(why(e));
    }
    boolean isSettled = look.equals(seen);
    seen = look;
    boolean isChanged = !look.equals(taken);
    boolean isAccepted = evenShrunken && isShrunken;
    if (!isChanged && !isAccepted && (look.isMissing() || !look.mayHideChange(takenAt))) {
      return false;
    }
    if (whenSettled && !isSettled) {
      return false;
    }
    return take(look, evenShrunken);
  }

  private boolean take(FileLook look, boolean evenShrunken) {
    Instant now = clock.instant();
    taken = look;
    takenAt = now;
    isShrunken = false;
    if (look.isMissing()) {
      return trouble("is missing");
    }
    if (look.size() > bytesMax) {
      return trouble("is larger than " + bytesMax + " bytes");
    }
    Loaded<T> loaded;
    try {
      loaded = loader.load(file);
      if (!FileLook.at(file).equals(look)) {
        taken = null; // whatever was read, it is not what the file will be
        return trouble("changed while it was read");
      }
    } catch (BrokenSourceException e) {
      return trouble(why(e)); // until it changes
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      taken = null; // may be the disk's trouble, and pass
      return trouble(why(e));
    }
    Held<T> before = standing.held();
    if (before != null && !evenShrunken && hasShrunken(before.loaded().entries(), loaded)) {
      isShrunken = true;
      return trouble(
          "has "
              + loaded.entries()
              + " entries where "
              + before.loaded().entries()
              + " were; acceptShrunken() takes it");
    }
    hold(loaded, look, now);
    return true;
  }

  private static boolean hasShrunken(long before, Loaded<?> loaded) {
    return before >= SHRUNKEN_FROM && loaded.entries() * 2 < before;
  }

  private void hold(Loaded<T> loaded, FileLook look, Instant now) {
    Instant built = loaded.builtAt();
    Instant asOf = built == null ? look.changedAt() : built;
    failedLookUps.set(0);
    standing = new Standing<>(new Held<>(loaded, now, asOf.isAfter(now) ? now : asOf), "");
    LOG.info("Read {} from {}: {} entries", kind.title(), file, loaded.entries());
    if (!loaded.remark().isEmpty()) {
      LOG.warn("{} {}: {}", kind.title(), file, loaded.remark());
    }
  }

  private boolean trouble(String why) {
    Standing<T> before = standing;
    if (why.equals(before.trouble())) {
      return false;
    }
    standing = new Standing<>(before.held(), why);
    LOG.warn(
        "{} {} {}; {}",
        kind.title(),
        file,
        why,
        before.held() == null
            ? "what it would tell is not known"
            : "what was read before stays in use");
    return true;
  }

  /** Our own words, or the class: others' messages may quote the file. */
  private static String why(Throwable e) {
    return e instanceof BrokenSourceException
        ? String.valueOf(e.getMessage())
        : "cannot be read: " + e.getClass().getSimpleName();
  }
}
