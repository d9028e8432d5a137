package io.riskgate.workbench.rows;

import org.jspecify.annotations.Nullable;

/** One file that is being read, of whatever form. */
interface OpenFile extends AutoCloseable {
  /**
   * Returns the next row, or null at the end.
   *
   * @param number the row's number in the whole stream, from 1 on
   */
  @Nullable InputRow next(long number);

  /** How many of the file's bytes have been read. */
  long bytesRead();

  @Override
  void close();
}
