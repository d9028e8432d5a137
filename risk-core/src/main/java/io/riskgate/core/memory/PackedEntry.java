package io.riskgate.core.memory;

import io.riskgate.core.Evidence;
import io.riskgate.core.LimitUsage;
import io.riskgate.core.Mark;
import io.riskgate.core.Reference;
import io.riskgate.core.Release;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.Verdict;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.StoredTransfer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A closed entry in bytes: all that a repeated attempt, a late settlement, a report and the export
 * of decisions need of it. Read again, it says exactly what it said.
 */
final class PackedEntry {
  private static final int DECIDED = 1;
  private static final int COUNTS = 1 << 1;
  private static final int CLAIMS = 1 << 2;
  private static final int SUSPICIOUS = 1 << 3;
  private static final int VALUE = 1 << 4;
  private static final int EVIDENCE = 1 << 5;
  private static final int RELEASE = 1 << 6;

  private static final int STATE_BITS = 3;

  private static final List<TransferState> STATES = List.of(TransferState.values());
  private static final List<VerificationMethod> METHODS = List.of(VerificationMethod.values());
  private static final List<ReleasePath> PATHS = List.of(ReleasePath.values());

  private PackedEntry() {}

  /**
   * Writes an entry that is closed.
   *
   * @return whether it could be written; otherwise what stands in the packer is of no use
   */
  static boolean write(Packer out, Entry entry) {
    out.begin();
    StoredTransfer stored = entry.stored();
    Transfer transfer = entry.transfer();
    if (!PackedTransfer.isPackable(transfer)
        || (stored != null && !isPackable(stored, transfer, entry))) {
      return false;
    }
    Bytes bytes = out.bytes;
    boolean hasEvidence = stored != null && !stored.evidence().isEmpty();
    Release release = stored == null ? null : stored.release();
    bytes.put(
        (stored == null ? 0 : DECIDED)
            | (entry.claimsCount ? COUNTS : 0)
            | (entry.claims.isEmpty() ? 0 : CLAIMS)
            | (entry.suspicious.isEmpty() ? 0 : SUSPICIOUS)
            | (entry.value() == transfer.amountMinor() ? 0 : VALUE)
            | (hasEvidence ? EVIDENCE : 0)
            | (release == null ? 0 : RELEASE));
    bytes.put(
        stored == null
            ? 0
            : (int) (stored.state().ordinal() | PackedTransfer.bits(stored.marks()) << STATE_BITS));
    bytes.putVar(entry.revision());
    PackedTransfer.write(bytes, transfer, entry.reference, entry.knownSinceMs, out.codes);
    if (entry.value() != transfer.amountMinor()) {
      bytes.putSigned(entry.value());
    }
    writeClaims(out, entry.claims);
    writeClaims(out, entry.suspicious);
    if (stored != null) {
      write(out, stored, entry.knownSinceMs);
    }
    return out.isWhole();
  }

  /** A store may be told anything; what no engine says is kept as it is. */
  private static boolean isPackable(StoredTransfer s, Transfer transfer, Entry entry) {
    return s.transfer().equals(transfer)
        && s.value() == entry.value()
        && s.revision() == entry.revision()
        && s.expiresAtMs() == History.NEVER
        && s.reference().equals(entry.reference)
        && PackedVerdict.isPackable(s.verdict(), entry.reference);
  }

  private static void writeClaims(Packer out, List<Entry.MadeClaim> claims) {
    if (!claims.isEmpty()) {
      out.bytes.putVar(claims.size());
      for (Entry.MadeClaim claim : claims) {
        out.putShared(claim.limit());
        out.bytes.putSigned(claim.bucket());
        out.bytes.putVar(claim.amount());
      }
    }
  }

  private static void write(Packer out, StoredTransfer s, long knownSinceMs) {
    Bytes bytes = out.bytes;
    bytes.putSigned(s.decidedAtMs() - knownSinceMs);
    out.putShared(s.demand());
    bytes.putVar(s.usages().size());
    for (LimitUsage usage : s.usages()) {
      out.putShared(usage.limit());
      bytes.putVar(usage.used());
      bytes.putSigned(usage.max() - usage.limit().max());
    }
    if (!s.evidence().isEmpty()) {
      bytes.putVar(s.evidence().size());
      for (Evidence evidence : s.evidence()) {
        bytes.putVar(evidence.method().ordinal() << 1 | (evidence.passed() ? 1 : 0));
        PackedValue.writeInstant(bytes, evidence.at());
        bytes.put(evidence.source());
      }
    }
    Release release = s.release();
    if (release != null) {
      bytes.putVar(release.authority().ordinal());
      bytes.put(release.by());
      bytes.put(release.note());
    }
    PackedVerdict.write(out, s.verdict());
  }

  // ---- reading

  /** Where the transfer stands whose bytes begin at a place; null where it was never decided. */
  static @Nullable TransferState state(long[] page, int at) {
    return (Bytes.get(page, at, 0) & DECIDED) == 0
        ? null
        : STATES.get(Bytes.get(page, at, 1) & (1 << STATE_BITS) - 1);
  }

  /** Reads an entry. */
  static Entry read(Packer.Unpacker in, Reference reference, long knownSinceMs, int inJournal) {
    Bytes.Reader bytes = in.bytes;
    int has = bytes.next();
    int stands = bytes.next();
    long revision = bytes.nextVar();
    Transfer transfer = PackedTransfer.read(bytes, reference, knownSinceMs, in.codes);
    long value = (has & VALUE) == 0 ? transfer.amountMinor() : bytes.nextSigned();
    List<Entry.MadeClaim> claims = (has & CLAIMS) == 0 ? List.of() : claims(in);
    List<Entry.MadeClaim> suspicious = (has & SUSPICIOUS) == 0 ? List.of() : claims(in);
    StoredTransfer stored =
        (has & DECIDED) == 0
            ? null
            : stored(in, has, stands, reference, transfer, value, knownSinceMs, revision);
    Entry entry = new Entry(reference, transfer, value, knownSinceMs, inJournal, stored, revision);
    entry.claims = claims;
    entry.claimsCount = (has & COUNTS) != 0;
    entry.suspicious = suspicious;
    return entry;
  }

  private static List<Entry.MadeClaim> claims(Packer.Unpacker in) {
    int size = (int) in.bytes.nextVar();
    List<Entry.MadeClaim> claims = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      Limit limit = in.nextShared(Limit.class);
      long bucket = in.bytes.nextSigned();
      claims.add(new Entry.MadeClaim(limit, bucket, in.bytes.nextVar()));
    }
    return claims;
  }

  private static StoredTransfer stored(
      Packer.Unpacker in,
      int has,
      int stands,
      Reference reference,
      Transfer transfer,
      long value,
      long knownSinceMs,
      long revision) {
    Bytes.Reader bytes = in.bytes;
    long decidedAtMs = bytes.nextSigned() + knownSinceMs;
    Demand demand = in.nextShared(Demand.class);
    List<LimitUsage> usages = usages(in);
    List<Evidence> evidence = (has & EVIDENCE) == 0 ? List.of() : evidence(bytes);
    Release release = (has & RELEASE) == 0 ? null : release(bytes);
    Verdict verdict = PackedVerdict.read(in, reference);
    Set<Mark> marks = PackedTransfer.set(Mark.class, stands >> STATE_BITS);
    return new StoredTransfer(
        reference,
        transfer,
        value,
        verdict,
        demand,
        STATES.get(stands & (1 << STATE_BITS) - 1),
        marks.isEmpty() ? Set.of() : marks,
        usages,
        evidence,
        release,
        decidedAtMs,
        History.NEVER,
        revision);
  }

  private static List<LimitUsage> usages(Packer.Unpacker in) {
    int size = (int) in.bytes.nextVar();
    List<LimitUsage> usages = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      Limit limit = in.nextShared(Limit.class);
      long used = in.bytes.nextVar();
      usages.add(new LimitUsage(limit, used, in.bytes.nextSigned() + limit.max()));
    }
    return usages;
  }

  private static List<Evidence> evidence(Bytes.Reader in) {
    int size = (int) in.nextVar();
    List<Evidence> all = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      int how = (int) in.nextVar();
      @Nullable Instant at = PackedValue.readInstant(in);
      if (at == null) {
        throw new IllegalStateException("Evidence has its time");
      }
      all.add(new Evidence(METHODS.get(how >> 1), (how & 1) != 0, at, in.nextText()));
    }
    return all;
  }

  private static Release release(Bytes.Reader in) {
    ReleasePath authority = PATHS.get((int) in.nextVar());
    String by = in.nextText();
    return new Release(authority, by, in.nextText());
  }
}
