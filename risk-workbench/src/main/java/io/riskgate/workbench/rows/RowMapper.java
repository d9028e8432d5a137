package io.riskgate.workbench.rows;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.riskgate.core.Amounts;
import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.DataItem;
import io.riskgate.core.Masking;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.workbench.csv.CsvFile;
import io.riskgate.workbench.mapping.Condition;
import io.riskgate.workbench.mapping.Field;
import io.riskgate.workbench.mapping.FieldSource;
import io.riskgate.workbench.message.DidYouMean;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes transfers of the rows of one file. What a cell lacks is noted in the transfer as a problem,
 * so that scoring reports all that is wrong with a row at once.
 */
final class RowMapper {
  private final Layout layout;
  private final int baseDigits;
  private final Map<Field, FieldSource> sources = new EnumMap<>(Field.class);
  private final Set<DataItem> absent;
  private final Set<DataItem> absentWhenSwapped;

  /**
   * Creates a mapper.
   *
   * @param baseCurrency the rule pack's, in which values and balances are
   */
  RowMapper(Layout layout, String baseCurrency) {
    this.layout = layout;
    baseDigits = Amounts.fractionDigits(baseCurrency);
    sources.putAll(layout.mapping().fields());
    absent = layout.absent(false);
    absentWhenSwapped = layout.absent(true);
  }

  /**
   * Maps a row.
   *
   * @param number the row's number in the whole stream, from 1 on
   */
  InputRow map(CsvRecord record, long number) {
    return map(record.getFields(), record.getStartingLineNumber(), number);
  }

  /** Maps the cells of a row that starts at a line. */
  InputRow map(List<String> cells, long line, long number) {
    if (cells.size() != layout.columns()) {
      return refused(
          cells,
          line,
          new RowProblem(
              "",
              "",
              "%d cells where the header has %d; %s"
                  .formatted(
                      cells.size(),
                      layout.columns(),
                      cells.size() < layout.columns()
                          ? "add the missing ones, empty if need be"
                          : "quote cells that hold a separator")));
    }
    Row row = new Row(cells);
    boolean swapped = row.test(layout.mapping().swapped(), layout.swappedIndex());
    boolean failed = row.test(layout.mapping().failed(), layout.failedIndex());
    return new InputRow(
        layout.file(), line, cells, row.transfer(number, swapped), null, swapped, failed, layout);
  }

  /** A row that is beyond reading, and why. */
  InputRow refused(List<String> cells, long line, RowProblem why) {
    return new InputRow(layout.file(), line, cells, null, why, false, false, layout);
  }

  /** One row on its way to a transfer. */
  private final class Row {
    private final List<String> cells;
    private final Transfer.Builder transfer = Transfer.builder();

    Row(List<String> cells) {
      this.cells = cells;
    }

    Transfer transfer(long number, boolean swapped) {
      String id = text(Field.TRANSFER_ID);
      transfer.id(id == null ? Long.toString(number) : id);
      String payer = orEmpty(text(Field.PAYER));
      String payee = orEmpty(text(Field.PAYEE));
      transfer.payer(swapped ? payee : payer).payee(swapped ? payer : payee);
      String tenant = given(Field.TENANT);
      if (tenant != null) {
        transfer.tenant(tenant);
      }
      time();
      amount();
      TransferKind kind = choice(Field.KIND, TransferKind.class);
      if (kind != null) {
        transfer.kind(kind);
      }
      Channel channel = choice(Field.CHANNEL, Channel.class);
      if (channel != null) {
        transfer.channel(channel);
      }
      transfer
          .merchant(given(Field.MERCHANT))
          .purpose(given(Field.PURPOSE))
          .orderAddressMatches(yesOrNo(Field.ORDER_ADDRESS_MATCHES));
      if (swapped) {
        transfer.declaredAbsent(absentWhenSwapped);
      } else {
        transfer.declaredAbsent(absent);
        sides();
      }
      return transfer.build();
    }

    private void time() {
      String time = given(Field.TIME);
      if (time != null) {
        try {
          transfer.time(layout.mapping().time().parse(time));
        } catch (IllegalArgumentException e) {
          problem(Field.TIME, time, e);
        }
      }
    }

    private void amount() {
      String currency = given(Field.CURRENCY);
      String asset = given(Field.ASSET);
      if (asset != null) {
        if (currency != null) {
          problem(Field.CURRENCY, currency, "give a currency or an asset, not both");
        }
        asset(asset);
      } else {
        if (currency == null) {
          problem(Field.CURRENCY, "", "missing: give a currency or an asset");
        }
        int digits = currency == null ? -1 : Amounts.fractionDigits(currency);
        // Without a known currency the amount cannot be judged: one problem is enough.
        transfer.amount(digits < 0 ? 1 : minor(Field.AMOUNT, digits, 0), orEmpty(currency));
      }
      if (given(Field.VALUE) != null) {
        transfer.value(minor(Field.VALUE, baseDigits, 1));
      }
    }

    private void asset(String asset) {
      String scaleText = given(Field.ASSET_SCALE);
      int scale = -1;
      if (scaleText == null) {
        problem(Field.ASSET_SCALE, "", "missing: give the asset's number of decimals");
      } else {
        try {
          scale = Decimals.whole(scaleText);
        } catch (IllegalArgumentException e) {
          problem(Field.ASSET_SCALE, scaleText, e);
        }
      }
      AssetClass assetClass = choice(Field.ASSET_CLASS, AssetClass.class);
      if (assetClass == null && given(Field.ASSET_CLASS) == null) {
        problem(Field.ASSET_CLASS, "", "missing: give VIRTUAL_CURRENCY or GAME_CURRENCY");
      }
      boolean known = scale >= 0 && scale <= Transfer.ASSET_SCALE_MAX;
      transfer.asset(
          known ? minor(Field.AMOUNT, scale, 0) : 1,
          asset,
          scale,
          assetClass == null ? AssetClass.VIRTUAL_CURRENCY : assetClass);
    }

    /** An amount in minor units, or {@code otherwise} where a problem was noted. */
    private long minor(Field field, int digits, long otherwise) {
      String text = orEmpty(given(field));
      try {
        return Decimals.amountMinor(text, scale(field), digits);
      } catch (IllegalArgumentException e) {
        problem(field, text, e);
        return otherwise;
      }
    }

    /** What is told of one side, and of nobody when the sides swap. */
    private void sides() {
      transfer
          .customer(given(Field.CUSTOMER))
          .device(given(Field.DEVICE_ID))
          .originCountry(given(Field.ORIGIN_COUNTRY))
          .payeeCountry(given(Field.PAYEE_COUNTRY))
          .payeePhone(given(Field.PAYEE_PHONE))
          .payerRealNameVerified(yesOrNo(Field.PAYER_REAL_NAME_VERIFIED));
      segments(given(Field.PAYER_SEGMENTS));
      String balance = given(Field.PAYER_BALANCE);
      String age = given(Field.PAYER_AGE);
      String ip = given(Field.IP);
      try {
        if (balance != null) {
          transfer.payerBalance(
              Decimals.balanceMinor(balance, scale(Field.PAYER_BALANCE), baseDigits));
        }
      } catch (IllegalArgumentException e) {
        problem(Field.PAYER_BALANCE, balance, e);
      }
      try {
        if (age != null) {
          transfer.payerAge(Decimals.whole(age));
        }
      } catch (IllegalArgumentException e) {
        problem(Field.PAYER_AGE, age, e);
      }
      try {
        FieldSource source = sources.get(Field.IP);
        boolean decimal = source != null && source.ipDecimal();
        transfer.ip(ip != null && decimal ? Decimals.ipv4(ip) : ip);
      } catch (IllegalArgumentException e) {
        problem(Field.IP, ip, e);
      }
      location(given(Field.LATITUDE), given(Field.LONGITUDE));
    }

    private void segments(@Nullable String text) {
      try {
        transfer.payerSegments(text == null ? null : Segments.parse(text));
      } catch (IllegalArgumentException e) {
        problem(Field.PAYER_SEGMENTS, text, e);
      }
    }

    private @Nullable Boolean yesOrNo(Field field) {
      String text = given(field);
      if (text == null) {
        return null;
      }
      if (!text.equals("true") && !text.equals("false")) {
        problem(field, text, "unknown: give true or false");
        return null;
      }
      return Boolean.valueOf(text);
    }

    private void location(@Nullable String latitude, @Nullable String longitude) {
      if (latitude == null && longitude == null) {
        return;
      }
      if (latitude == null || longitude == null) {
        problem(
            latitude == null ? Field.LATITUDE : Field.LONGITUDE,
            "",
            "missing: latitude and longitude belong together");
        return;
      }
      try {
        transfer.location(Decimals.degrees(latitude), Decimals.degrees(longitude));
      } catch (IllegalArgumentException e) {
        problem(Field.LATITUDE, latitude + "," + longitude, e);
      }
    }

    /** Whether a condition holds; without its column it does not. */
    boolean test(@Nullable Condition condition, int index) {
      if (condition == null || index < 0) {
        return false;
      }
      String value = cells.get(index).strip();
      if (!condition.knows(value)) {
        transfer.problem(
            condition.column(),
            value,
            "unknown: give "
                + String.join(" or ", condition.yes())
                + ", or leave it empty"
                + DidYouMean.hint(value, condition.yes()));
      }
      return condition.yes().contains(value);
    }

    private <E extends Enum<E>> @Nullable E choice(Field field, Class<E> type) {
      String text = given(field);
      if (text == null) {
        return null;
      }
      try {
        return Enum.valueOf(type, text);
      } catch (IllegalArgumentException e) {
        List<String> names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        problem(
            field,
            text,
            "unknown: give one of " + String.join(", ", names) + DidYouMean.hint(text, names));
        return null;
      }
    }

    private @Nullable BigDecimal scale(Field field) {
      FieldSource source = sources.get(field);
      return source == null ? null : source.scale();
    }

    /** A field's text, or null where it is empty or the file does not have it. */
    private @Nullable String given(Field field) {
      String text = text(field);
      return text == null || text.isEmpty() ? null : text;
    }

    /** A field's text, which may be empty, or null where the file does not have it. */
    private @Nullable String text(Field field) {
      FieldSource source = sources.get(field);
      if (source == null) {
        return null;
      }
      if (source.constant() != null) {
        return source.constant();
      }
      int index = layout.index(field);
      if (index < 0) {
        return null;
      }
      String cell = cells.get(index).strip();
      if (CsvFile.isGarbled(cell)) {
        problem(field, "", "holds bytes that are not UTF-8 text; save the file as UTF-8");
        return "";
      }
      return source.translations().isEmpty() ? cell : translated(field, source, cell);
    }

    private String translated(Field field, FieldSource source, String cell) {
      String translation = source.translations().get(cell);
      if (translation == null && !cell.isEmpty()) {
        problem(
            field,
            cell,
            "the mapping does not say what it means; add it to the 'values' of "
                + field.column()
                + DidYouMean.hint(cell, source.translations().keySet()));
      }
      return translation == null ? "" : translation;
    }

    private void problem(Field field, @Nullable String value, IllegalArgumentException why) {
      problem(field, value, String.valueOf(why.getMessage()));
    }

    private void problem(Field field, @Nullable String value, String why) {
      String shown = orEmpty(value);
      transfer.problem(
          field.apiName(),
          field.isPersonal() && !shown.isEmpty() ? Masking.mask(shown) : shown,
          why);
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
