package io.riskgate.stores.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.riskgate.stores.remote.RecordKey;
import java.nio.ByteBuffer;

/**
 * A record in the index of its kind. The index is sorted by hashes of tenant and id, so that what
 * is one tenant's stands together, and each stays in its place whatever comes and goes. A score is
 * that place and, in its lowest bits, the day on which it was last told that there may be such a
 * record: by it an entry whose record is gone is known.
 *
 * <pre>
 * 14 bits of the tenant's hash | 26 bits of the hash of both | 12 bits of the day
 * </pre>
 *
 * <p>These are 52 bits, which a score, a double, holds exactly. Entries that share a place stand in
 * the order of their members.
 *
 * @param member tenant and id as words, with a slash between them
 * @param spread by which it belongs to one of the index's parts
 * @param place its place there, {@value #PLACE_BITS} bits
 */
record IndexEntry(String member, int spread, long place) implements Comparable<IndexEntry> {
  private static final int DAY_BITS = 12;
  private static final int ID_BITS = 26;
  private static final int TENANT_BITS = 14;
  private static final int PLACE_BITS = TENANT_BITS + ID_BITS;
  private static final int DAYS = 1 << DAY_BITS;

  /** Clocks of gateways are less than a day apart, and no call is under way for a day. */
  private static final int OLD_DAYS = 2;

  static final long PLACE_MAX = (1L << PLACE_BITS) - 1;

  static IndexEntry of(RecordKey key) {
    return of(Texts.word(key.tenant()), Texts.word(key.id()));
  }

  private static IndexEntry of(String tenantWord, String idWord) {
    String member = tenantWord + "/" + idWord;
    ByteBuffer hash = hash(member);
    int spread = hash.getInt() & Integer.MAX_VALUE;
    long place = firstPlace(tenantWord) | (hash.getInt() & ((1 << ID_BITS) - 1));
    return new IndexEntry(member, spread, place);
  }

  /**
   * The entry of a member.
   *
   * @throws IllegalArgumentException if it is none
   */
  static IndexEntry of(String member) {
    int slash = member.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("It has no tenant");
    }
    return of(member.substring(0, slash), member.substring(slash + 1));
  }

  private static ByteBuffer hash(String word) {
    return ByteBuffer.wrap(Digests.sha256(word.getBytes(ISO_8859_1)));
  }

  /** The first place that an entry of a tenant may have. */
  static long firstPlace(String tenantWord) {
    return (hash(tenantWord).getLong() >>> (Long.SIZE - TENANT_BITS)) << ID_BITS;
  }

  /** The last one. */
  static long lastPlace(String tenantWord) {
    return firstPlace(tenantWord) + (1L << ID_BITS) - 1;
  }

  /** The lowest score at a place. */
  static long firstScore(long place) {
    return place << DAY_BITS;
  }

  /** The highest one. */
  static long lastScore(long place) {
    return firstScore(place) + DAYS - 1;
  }

  /** Whether nobody has told for some days that there is the record of an entry. */
  static boolean isOld(long score, long today) {
    long age = (today - score) & (DAYS - 1);
    // What seems to be of tomorrow has been told by a clock that is ahead.
    return age >= OLD_DAYS && age < DAYS - OLD_DAYS;
  }

  long score(long day) {
    return firstScore(place) + (day & (DAYS - 1));
  }

  int part(int parts) {
    return spread % parts;
  }

  byte[] bytes() {
    return member.getBytes(ISO_8859_1);
  }

  String tenantWord() {
    return member.substring(0, member.indexOf('/'));
  }

  String idWord() {
    return member.substring(member.indexOf('/') + 1);
  }

  RecordKey key(RecordKey.Kind kind) {
    return new RecordKey(kind, Texts.text(tenantWord()), Texts.text(idWord()));
  }

  @Override
  public int compareTo(IndexEntry other) {
    int places = Long.compare(place, other.place);
    return places == 0 ? member.compareTo(other.member) : places;
  }
}
