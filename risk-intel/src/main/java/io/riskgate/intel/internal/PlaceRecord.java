package io.riskgate.intel.internal;

import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record of a country or city database.
 *
 * @param country where the address is used
 * @param subdivisions the country's parts that it lies in, the largest first
 */
public record PlaceRecord(@Nullable Place country, @Nullable List<Place> subdivisions) {
  /** Made by the reader. */
  @MaxMindDbConstructor
  public PlaceRecord(
      @MaxMindDbParameter(name = "country") @Nullable Place country,
      @MaxMindDbParameter(name = "subdivisions") @Nullable List<Place> subdivisions) {
    this.country = country;
    this.subdivisions = subdivisions;
  }
}
