package io.riskgate.core.memory;

/**
 * Writes bytes in which numbers stand for what many transfers share, until there is no room for
 * another number. Used by one thread at a time.
 */
final class Packer {
  /** What has been written. */
  final Bytes bytes = new Bytes();

  final Codes codes;
  private final Shared shared;
  private boolean isFull;

  Packer(Shared shared, Codes codes) {
    this.shared = shared;
    this.codes = codes;
  }

  /** Begins anew. */
  void begin() {
    bytes.clear();
    isFull = false;
  }

  /** Whether there was room for all that was to be numbered. */
  boolean isWhole() {
    return !isFull;
  }

  /** Writes the number of something that others have too. */
  void putShared(Object thing) {
    int number = shared.number(thing);
    isFull |= number == 0;
    bytes.putVar(number);
  }

  /** Reads from a place in a page. */
  Unpacker unpack(long[] page, int at) {
    return new Unpacker(new Bytes.Reader(page, at, 0), shared, codes);
  }

  /** Reads what was written. */
  static final class Unpacker {
    final Bytes.Reader bytes;
    final Codes codes;
    private final Shared shared;

    private Unpacker(Bytes.Reader bytes, Shared shared, Codes codes) {
      this.bytes = bytes;
      this.shared = shared;
      this.codes = codes;
    }

    /** What has the number that comes next. */
    <T> T nextShared(Class<T> type) {
      return type.cast(shared.thing((int) bytes.nextVar()));
    }
  }
}
