package io.riskgate.intel.internal;

import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import org.jspecify.annotations.Nullable;

/**
 * A country or a subdivision of one.
 *
 * @param isoCode ISO 3166-1 alpha-2 of a country, or what follows the hyphen in ISO 3166-2
 */
public record Place(@Nullable String isoCode) {
  /** Made by the reader. */
  @MaxMindDbConstructor
  public Place(@MaxMindDbParameter(name = "iso_code") @Nullable String isoCode) {
    this.isoCode = isoCode;
  }
}
