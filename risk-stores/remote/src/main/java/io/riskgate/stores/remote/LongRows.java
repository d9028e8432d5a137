package io.riskgate.stores.remote;

import java.util.Arrays;

/**
 * Rows of equally many numbers, in an order. They stand in parts of {@value #PART} rows that stay
 * where they are when more come, so what is there is not copied again and again; a few rows have a
 * smaller part. What is in no row is 0.
 */
final class LongRows {
  private static final int PART_SHIFT = 3;
  private static final int PART = 1 << PART_SHIFT;
  private static final int FEW = 2;
  private static final long[] NONE = {};

  private final int width;

  /** Those in use stand first; behind them are none. */
  private long[][] parts = {NONE};

  private int inUse = 1;

  /** A part that is in use no more, or none. */
  private long[] spare = NONE;

  /** How many rows have room in the parts in use. */
  private int room;

  /** Rows of the first part before the first row: fewer than a part has. */
  private int head;

  private int size;

  /**
   * No rows yet.
   *
   * @param width how many numbers a row has
   */
  LongRows(int width) {
    this.width = width;
  }

  int size() {
    return size;
  }

  /** For how many rows there is room, with what is kept for those that come next. */
  int room() {
    return room + spare.length / width;
  }

  /** The part in which a row stands. */
  long[] part(int row) {
    return parts[(head + row) >>> PART_SHIFT];
  }

  /** Where in its part a row begins. */
  int at(int row) {
    return (head + row & PART - 1) * width;
  }

  long get(int row, int column) {
    return part(row)[at(row) + column];
  }

  void set(int row, int column, long value) {
    part(row)[at(row) + column] = value;
  }

  /** Makes a row of zeros before another, or behind the last one. */
  void insert(int row) {
    if (head + size == room) {
      makeRoom();
    }
    size++;
    for (int i = size - 1; i > row; i--) {
      copy(i - 1, i);
    }
    clear(row);
  }

  private void makeRoom() {
    if (room < PART) {
      resize(Math.min(PART, Math.max(FEW, 2 * size)));
      return;
    }
    if (inUse == parts.length) {
      parts = Arrays.copyOf(parts, inUse + inUse / 2 + 1);
    }
    parts[inUse] = spare.length > 0 ? spare : new long[PART * width];
    spare = NONE;
    inUse++;
    room += PART;
  }

  /** Moves the rows of a single part to the start of one for so many. */
  private void resize(int rows) {
    long[] from = parts[0];
    long[] to = rows == room ? from : new long[rows * width];
    System.arraycopy(from, head * width, to, 0, size * width);
    Arrays.fill(to, size * width, to.length, 0);
    parts[0] = to;
    room = rows;
    head = 0;
  }

  /** Puts a row in the place of another. */
  void copy(int from, int to) {
    System.arraycopy(part(from), at(from), part(to), at(to), width);
  }

  private void clear(int row) {
    Arrays.fill(part(row), at(row), at(row) + width, 0);
  }

  void remove(int row) {
    for (int i = row + 1; i < size; i++) {
      copy(i, i - 1);
    }
    clear(size - 1);
    size--;
    releaseLast();
  }

  void dropFirst(int count) {
    for (int i = 0; i < count; i++) {
      clear(i);
    }
    head += count;
    size -= count;
    int gone = Math.min(head >>> PART_SHIFT, inUse - 1);
    if (gone > 0) {
      long[] free = parts[0];
      System.arraycopy(parts, gone, parts, 0, inUse - gone);
      Arrays.fill(parts, inUse - gone, inUse, NONE);
      spare = free;
      inUse -= gone;
      room -= gone * PART;
      head -= gone * PART;
    }
    if (size == 0) {
      head = 0;
    }
  }

  /** Takes the parts behind the last row out of use. */
  private void releaseLast() {
    while (inUse > 1 && head + size <= room - PART) {
      spare = parts[--inUse];
      parts[inUse] = NONE;
      room -= PART;
    }
  }

  /** Lets go of what is not needed now. */
  void trim() {
    spare = NONE;
    if (parts.length > 2 * (inUse + FEW)) {
      parts = Arrays.copyOf(parts, inUse);
    }
    if (inUse == 1 && room > 2 * (size + FEW)) {
      resize(Math.max(FEW, size));
    }
  }
}
