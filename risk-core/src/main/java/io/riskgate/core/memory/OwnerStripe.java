package io.riskgate.core.memory;

import io.riskgate.core.Reference;
import io.riskgate.core.TransferState;
import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.spi.StoreException;
import io.riskgate.core.spi.StoredTransfer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A part of the owners of limits, with their references. Guarded by its own monitor.
 *
 * <p>An owner's record says which of its references came last, and what is used of its limits: see
 * {@link OwnerState}. A reference's record says whose it is, which came after and before it of the
 * same owner, and where its event is in the journal; then come the bytes of its entry, unless that
 * is open or undecided: then it is an object, at a place that the record's header tells.
 */
final class OwnerStripe {
  /** What all stripes have in common. */
  record Common(
      SipHash hash, Journal journal, CapHits capHits, Shared shared, Shared limitIds, Codes codes) {
    Common(SipHash hash, Journal journal, CapHits capHits) {
      this(hash, journal, capHits, new Shared(), new Shared(OwnerState.LIMITS_MAX), new Codes());
    }
  }

  /** How many longs stand before the bytes of a reference's entry. */
  private static final int REFERENCE_LONGS = 2;

  final KeyStripe owners;
  final KeyStripe references;
  final Common common;

  /** What may expire, of the owners that have any. */
  final Places<OpenEntries> open = new Places<>();

  private final Places<Entry> entries = new Places<>();

  /** The view of whichever owner is looked at: one at a time, as the monitor is held for it. */
  private final OwnerState owner = new OwnerState(this, 0);

  /** An empty list for the next owner that needs one. */
  private @Nullable OpenEntries spare;

  private final Packer packer;

  OwnerStripe(Common common) {
    this.common = common;
    owners = new KeyStripe(common.capHits);
    references = new KeyStripe(common.capHits);
    packer = new Packer(common.shared, common.codes);
  }

  /** Wins back memory now and then. No address may be kept over this. */
  void tidy() {
    owners.tidy();
    references.tidy();
  }

  /** The owner whose record is at an address, until another is asked for. */
  OwnerState owner(int address) {
    return owner.moveTo(KeyStripe.number(owners.page(address), Slab.offset(address)));
  }

  /** The owners of a tenant that have references, in their order. */
  List<String> ownersWithReferences(int tenant) {
    List<String> names = new ArrayList<>();
    for (int number = 0; number < owners.numbersGiven(); number++) {
      int address = owners.addressOf(number);
      if (address != Slab.NONE && new OwnerState(this, number).hasReferences()) {
        long[] page = owners.page(address);
        int at = Slab.offset(address);
        if (KeyStripe.tenant(page, at) == tenant) {
          names.add(KeyStripe.name(page, at));
        }
      }
    }
    Collections.sort(names);
    return names;
  }

  /**
   * Looks at the next few owners: what is open expires, references that came last and are over go,
   * and so do windows that are over, and owners of whom nothing is left.
   *
   * @return how many have left
   */
  int lookAtOwners(int count, long nowMs, long idleKeptMs, long referencesKeptMs) {
    int left = 0;
    for (int i = Math.min(count, owners.size() + 1); i > 0; i--) { // a round ends with none
      int address = owners.sweepNext();
      if (address != Slab.NONE && leaves(owner(address), nowMs, idleKeptMs, referencesKeptMs)) {
        left++;
      }
    }
    return left;
  }

  /**
   * Looks at all references and owners, as the two rounds do at a few.
   *
   * @return how many owners have left
   */
  int lookAtAll(long nowMs, long idleKeptMs, long referencesKeptMs) {
    for (int number = 0; number < references.numbersGiven(); number++) {
      int address = references.addressOf(number);
      if (address != Slab.NONE && isOver(address, nowMs, referencesKeptMs)) {
        forget(address);
      }
    }
    int left = 0;
    for (int number = 0; number < owners.numbersGiven(); number++) {
      int address = owners.addressOf(number);
      if (address != Slab.NONE && leaves(owner(address), nowMs, idleKeptMs, referencesKeptMs)) {
        left++;
      }
    }
    return left;
  }

  /** Ends what is over of an owner; whether nothing was left, and they have left. */
  static boolean leaves(OwnerState owner, long nowMs, long idleKeptMs, long referencesKeptMs) {
    owner.expire(nowMs);
    owner.forgetOver(nowMs, referencesKeptMs);
    owner.dropOldUses(nowMs, referencesKeptMs);
    boolean leaves = owner.isIdle(nowMs, idleKeptMs);
    if (leaves) {
      owner.remove();
    }
    return leaves;
  }

  /**
   * Looks at the next few references, and forgets those whose time is over, and owners of whom
   * nothing is left then.
   *
   * @return how many owners have left
   */
  int lookAtReferences(int count, long nowMs, long idleKeptMs, long keptMs) {
    int left = 0;
    for (int i = Math.min(count, references.size()); i > 0; i--) {
      int address = references.sweepNext();
      if (address != Slab.NONE && isOver(address, nowMs, keptMs)) {
        OwnerState owner = new OwnerState(this, ownerOf(address));
        forget(address);
        if (!owner.hasReferences() && leaves(owner, nowMs, idleKeptMs, keptMs)) {
          left++;
        }
      }
    }
    return left;
  }

  /** An empty list. */
  OpenEntries spareOpen() {
    OpenEntries found = spare;
    spare = null;
    return found == null ? new OpenEntries() : found;
  }

  /** Keeps an empty list for another owner. */
  void keepSpare(OpenEntries empty) {
    spare = empty;
  }

  // ---- links between the references of an owner

  private static int body(long[] page, int address) {
    int at = Slab.offset(address);
    return at + KeyStripe.body(page, at);
  }

  private static int low(long word) {
    return (int) word;
  }

  private static int high(long word) {
    return (int) (word >>> Integer.SIZE);
  }

  private static long word(int high, int low) {
    return (long) high << Integer.SIZE | (low & 0xffff_ffffL);
  }

  /** The number of the owner whose reference it is. */
  int ownerOf(int address) {
    long[] page = references.page(address);
    return low(page[body(page, address)]);
  }

  /** The number of the reference that came before this one, or -1. */
  int before(int address) {
    long[] page = references.page(address);
    return high(page[body(page, address)]) - 1;
  }

  private int after(int address) {
    long[] page = references.page(address);
    return low(page[body(page, address) + 1]) - 1;
  }

  private void setBefore(int address, int number) {
    long[] page = references.page(address);
    int body = body(page, address);
    page[body] = word(number + 1, low(page[body]));
  }

  private void setAfter(int address, int number) {
    long[] page = references.page(address);
    int body = body(page, address) + 1;
    page[body] = word(high(page[body]), number + 1);
  }

  // ---- references

  /** The address of an owner's reference, or {@link Slab#NONE}. */
  int find(int owner, String id) {
    return references.findOf(owner, common.hash.hash(owner, id), id);
  }

  /** The clock when a reference became known. */
  long knownSinceMs(int address) {
    return KeyStripe.touchedMs(references.page(address), Slab.offset(address));
  }

  /** The entry of a reference that is an object, or null where it is kept as bytes. */
  @Nullable Entry object(int address) {
    int place = KeyStripe.extra(references.page(address), Slab.offset(address));
    return place == 0 ? null : entries.get(place);
  }

  /** The entry of a reference; where it is kept as bytes, an object of its own. */
  Entry entry(int address, Reference reference) {
    Entry object = object(address);
    if (object != null) {
      return object;
    }
    long[] page = references.page(address);
    int body = body(page, address);
    Entry entry =
        PackedEntry.read(
            packer.unpack(page, body + REFERENCE_LONGS),
            reference,
            knownSinceMs(address),
            high(page[body + 1]));
    entry.number = KeyStripe.number(page, Slab.offset(address));
    entry.writesTo(common.journal);
    return entry;
  }

  /** The id of a reference. */
  String id(int address) {
    return KeyStripe.name(references.page(address), Slab.offset(address));
  }

  /** Whether a reference is of a decided transfer. */
  boolean isDecided(int address) {
    Entry object = object(address);
    if (object != null) {
      return object.stored() != null;
    }
    long[] page = references.page(address);
    return PackedEntry.state(page, body(page, address) + REFERENCE_LONGS) != null;
  }

  /**
   * Adds the reference of an entry, as an object.
   *
   * @param last the number of the owner's last reference, or -1
   */
  void add(int owner, int last, Entry entry) {
    String id = entry.reference.id();
    if (id.length() > KeyStripe.NAME_CHARS_MAX) {
      throw new StoreException("An id is too long: " + id.length() + " characters");
    }
    long hash = common.hash.hash(owner, id);
    int address = references.add(hash, 0, id, REFERENCE_LONGS, entry.knownSinceMs);
    long[] page = references.page(address);
    int body = body(page, address);
    page[body] = word(last + 1, owner);
    page[body + 1] = word(entry.inJournal, 0);
    entry.number = KeyStripe.number(page, Slab.offset(address));
    KeyStripe.setExtra(page, Slab.offset(address), entries.add(entry));
    if (last >= 0) {
      setAfter(references.addressOf(last), entry.number);
    }
  }

  /**
   * Keeps an entry as bytes from now on; it must be closed. What cannot be written stays an object.
   */
  void pack(Entry entry) {
    int address = references.addressOf(entry.number);
    long[] page = references.page(address);
    int at = Slab.offset(address);
    int place = KeyStripe.extra(page, at);
    boolean isWritten = PackedEntry.write(packer, entry);
    int longs = packer.bytes.longs();
    if (!isWritten || KeyStripe.body(page, at) + REFERENCE_LONGS + longs >= Slab.LONGS_MAX) {
      if (place == 0) {
        KeyStripe.setExtra(page, at, entries.add(entry));
      }
      return;
    }
    if (place != 0) {
      entries.remove(place);
      KeyStripe.setExtra(page, at, 0);
    }
    int to = references.resize(address, REFERENCE_LONGS + longs);
    page = references.page(to);
    int from = body(page, to) + REFERENCE_LONGS;
    Arrays.fill(page, from, from + longs, 0);
    packer.bytes.copyTo(page, from);
    entry.pack();
  }

  /** Whether a reference that has been known for long enough may be forgotten. */
  boolean isOver(int address, long nowMs, long keptMs) {
    if (nowMs - knownSinceMs(address) < keptMs) {
      return false;
    }
    Entry object = object(address);
    StoredTransfer stored = object == null ? null : object.stored();
    // What has expired, and is still open here, ends when its owner is looked at.
    return stored == null || !stored.state().isOpen();
  }

  /** Forgets a reference, once its state is said for good. */
  void forget(int address) {
    Entry object = object(address);
    if (object != null) {
      object.detach();
      int at = Slab.offset(address);
      entries.remove(KeyStripe.extra(references.page(address), at));
      KeyStripe.setExtra(references.page(address), at, 0);
    } else {
      long[] page = references.page(address);
      TransferState state = PackedEntry.state(page, body(page, address) + REFERENCE_LONGS);
      if (state == TransferState.CANCELLED || state == TransferState.EXPIRED) {
        entry(address, new Reference("", "", "")).detach();
      }
    }
    unlink(address);
    references.remove(address);
  }

  private void unlink(int address) {
    int before = before(address);
    int after = after(address);
    if (before >= 0) {
      setAfter(references.addressOf(before), after);
    }
    if (after >= 0) {
      setBefore(references.addressOf(after), before);
    } else {
      new OwnerState(this, ownerOf(address)).setLast(before);
    }
  }

  // ---- images

  void write(ImageOut out) {
    entries.write(
        out,
        entry -> {
          out.number(entry);
          entry.write(out);
        });
    open.write(out, all -> all.write(out));
    owners.write(out, OwnerStripe::nothingAttached);
    references.write(out, OwnerStripe::nothingAttached);
  }

  private static void nothingAttached(Attached unexpected) {
    throw new IllegalStateException("Owners have nothing attached");
  }

  void read(ImageIn in) {
    entries.read(in, () -> in.number(Entry.read(in, common.journal)));
    open.read(in, () -> OpenEntries.read(in));
    Supplier<Attached> none =
        () -> {
          throw new WireException("Owners have nothing attached");
        };
    owners.read(in, none);
    references.read(in, none);
  }
}
