package io.riskgate.intel.internal;

import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import org.jspecify.annotations.Nullable;

/**
 * A record of a database of networks.
 *
 * @param number the number of the autonomous system
 */
public record NetworkRecord(@Nullable Long number) {
  /** Made by the reader. */
  @MaxMindDbConstructor
  public NetworkRecord(
      @MaxMindDbParameter(name = "autonomous_system_number") @Nullable Long number) {
    this.number = number;
  }
}
