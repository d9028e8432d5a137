package io.riskgate.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreatCircleTest {
  @ParameterizedTest
  @CsvSource({
    "31.2304, 121.4737, 39.9042, 116.4074, 1067", // Shanghai to Beijing
    "51.5074, -0.1278,  40.7128, -74.0060, 5570", // London to New York
    "-33.8688, 151.2093, -34.6037, -58.3816, 11800", // Sydney to Buenos Aires, over the pole
    "35.6762, 139.6503, 37.7749, -122.4194, 8271", // Tokyo to San Francisco, over the date line
    "0, 179.9, 0, -179.9, 22.2", // a step over the date line
    "90, 0, 90, 123, 0", // the pole is one place
    "0, 0, 0, 180, 20015", // half around
    "90, 0, -90, 0, 20015",
    "52.52, 13.405, 52.52, 13.405, 0"
  })
  void distances_between_known_places(
      double latitude1, double longitude1, double latitude2, double longitude2, double km) {
    double found = GreatCircle.km(latitude1, longitude1, latitude2, longitude2);

    assertThat(found).isCloseTo(km, within(Math.max(0.1, km * 0.003)));
    assertThat(GreatCircle.km(latitude2, longitude2, latitude1, longitude1))
        .isCloseTo(found, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({
    "900, 3600000, 900",
    "900.9, 3600000, 900",
    "1, 1, 1000000",
    "1, 0, 1000000",
    "1, -5, 1000000",
    "0, 0, 0",
    "0.0005, 0, 0",
    "450, 1800000, 900"
  })
  void speed_is_distance_over_time(double km, long elapsedMs, long kmh) {
    assertThat(GreatCircle.speedKmh(km, elapsedMs)).isEqualTo(kmh);
  }
}
