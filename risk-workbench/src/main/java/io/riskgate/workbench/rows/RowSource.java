package io.riskgate.workbench.rows;

import org.jspecify.annotations.Nullable;

/** A stream of rows. */
public interface RowSource extends AutoCloseable {
  /** Returns the next row, or null at the end. */
  @Nullable InputRow next();

  /** How much has been read, from 0 to 1. */
  double fractionRead();

  @Override
  void close();
}
