package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {
  @ParameterizedTest
  @CsvSource({
    "1,     2, 100",
    "1.,    2, 100",
    ".5,    2, 50",
    "' 7 ', 2, 700",
    "007.1, 2, 710",
    "1.0,   1, 10",
    "5,     0, 5",
    "0.00000001, 8, 1",
    "10000000000000.00, 2, 1000000000000000",
    "1000000000000000,  0, 1000000000000000",
    "0000000000000000000000000000000000001.00, 2, 100"
  })
  void decimal_text_is_read_exactly(String text, int digits, long minor) {
    assertThat(Amounts.parseMinor(text, digits)).isEqualTo(minor);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "..",
        "1.2.3",
        "+1",
        "1e5",
        "1E5",
        "0x10",
        "1,000",
        "1 000",
        "１２",
        "٣",
        "NaN",
        "Infinity",
        "1_000",
        "$1",
        "1.00CNY",
        "00000000000000000000000000000000000000001"
      })
  void what_is_no_plain_decimal_is_refused(String text) {
    assertThatThrownBy(() -> Amounts.parseMinor(text, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write digits and a point, like 1234.50");
  }

  @ParameterizedTest
  @CsvSource({
    "0,      2, greater than zero",
    "0.00,   2, greater than zero",
    "0.0000, 2, greater than zero",
    "-1,     2, greater than zero",
    "-x,     2, greater than zero",
    "0.005,  2, too many decimals: at most 2",
    "1.000,  2, too many decimals: at most 2",
    "1.0,    0, too many decimals: at most 0",
    "10000000000000.01, 2, too large: at most 10000000000000.00",
    "99999999999999999999999999999999999999, 2, too large: at most 10000000000000.00",
    "1000000000000000.5, 0, too large: at most 1000000000000000"
  })
  void what_is_no_amount_is_refused(String text, int digits, String why) {
    assertThatThrownBy(() -> Amounts.parseMinor(text, digits))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource({"CNY, 2", "JPY, 0", "KWD, 3", "USD, 2", "XXX, -1", "XAU, -1", "cny, -1", "'', -1"})
  void currencies_know_their_decimals(String currency, int digits) {
    assertThat(Amounts.fractionDigits(currency)).isEqualTo(digits);
  }

  @Property
  void what_is_written_is_read_back(
      @ForAll @LongRange(min = 1, max = Transfer.AMOUNT_MINOR_MAX) long minor,
      @ForAll @IntRange(min = 0, max = 8) int digits) {
    assertThat(Amounts.parseMinor(Amounts.format(minor, digits), digits)).isEqualTo(minor);
  }

  @ParameterizedTest
  @CsvSource({
    "100, 2, 7.1,        2, 710",
    "1,   2, 7.1,        2, 8",
    "1,   8, 0.00000001, 2, 1",
    "100, 0, 0.0475,     2, 475",
    "101, 0, 0.0475,     2, 480",
    "123, 2, 1,          2, 123",
    "123, 2, 1,          0, 2",
    "1000000000000000, 2, 1, 2, 1000000000000000"
  })
  void conversion_rounds_up(long minor, int from, BigDecimal rate, int to, long expected) {
    assertThat(Amounts.convertUp(minor, from, rate, to)).isEqualTo(expected);
  }

  @Property
  void conversion_never_says_less_and_less_than_a_minor_unit_more(
      @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long minor,
      @ForAll @LongRange(min = 1, max = 100_000) long rateTenThousandths) {
    BigDecimal rate = BigDecimal.valueOf(rateTenThousandths, 4);
    BigDecimal exact = BigDecimal.valueOf(minor, 2).multiply(rate).movePointRight(2);

    BigDecimal value = BigDecimal.valueOf(Amounts.convertUp(minor, 2, rate, 2));

    assertThat(value).isGreaterThanOrEqualTo(exact);
    assertThat(value.subtract(exact)).isLessThan(BigDecimal.ONE);
    assertThat(value.setScale(0, RoundingMode.UNNECESSARY)).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"1000000000000000, 2, 1.0000000000000001", "1, 0, 1e30"})
  void a_value_beyond_the_largest_is_no_value(long minor, int digits, BigDecimal rate) {
    assertThatThrownBy(() -> Amounts.convertUp(minor, digits, rate, digits))
        .isInstanceOf(ArithmeticException.class);
  }

  @Property
  void addition_saturates_instead_of_overflowing(
      @ForAll long a, @ForAll @LongRange(min = 0) long b) {
    BigInteger exact = BigInteger.valueOf(a).add(BigInteger.valueOf(b));

    assertThat(BigInteger.valueOf(Amounts.addSaturating(a, b)))
        .isEqualTo(exact.min(BigInteger.valueOf(Long.MAX_VALUE)));
  }
}
