package io.riskgate.workbench.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.spi.RateSource;
import io.riskgate.workbench.message.InputException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatesFileTest {
  @TempDir Path dir;

  private RateSource read(String content) throws IOException {
    return RatesFile.read(Files.writeString(dir.resolve("rates.csv"), content));
  }

  @Test
  void knowsTheRatesOfTheFile() throws IOException {
    RateSource rates = read("unit,rate\nUSD,7.12\nUSDT, 7.10 \nJPY,0.0465\n");

    assertThat(rates.rate("USD", "CNY", 0)).contains(new BigDecimal("7.12"));
    assertThat(rates.rate("USDT", "CNY", 0)).contains(new BigDecimal("7.10"));
    assertThat(rates.rate("EUR", "CNY", 0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          USD         | rates.csv:2: give a unit and a rate
          USD,7,12    | rates.csv:2: give a unit and a rate
          ,7.12       | rates.csv:2: the unit is missing
          USD,        | rates.csv:2: the rate of USD must be a decimal greater than zero
          USD,0       | rates.csv:2: the rate of USD must be a decimal greater than zero
          USD,-7      | rates.csv:2: the rate of USD must be a decimal greater than zero
          USD,7e2     | rates.csv:2: the rate of USD must be a decimal greater than zero
          USD,NaN     | rates.csv:2: the rate of USD must be a decimal greater than zero
          """)
  void saysWhatIsWrong(String row, String message) {
    assertThatThrownBy(() -> read("unit,rate\n" + row + "\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesTwoRatesAndAnotherHeader() {
    assertThatThrownBy(() -> read("unit,rate\nUSD,7\nUSD,8\n"))
        .hasMessageContaining("rates.csv:3: there are two rates for USD");
    assertThatThrownBy(() -> read("currency,rate\nUSD,7\n"))
        .hasMessageContaining("rates.csv:1: the header must be: unit,rate");
  }
}
