package io.riskgate.workbench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way in which a file can be wrong has one clear message, with the line and what to do. */
class MalformedInputTest {
  private static final String HEADER =
      "transfer_id,time,payer,payee,amount,currency,kind,channel\n";
  private static final String GOOD =
      "T1,2026-01-05T09:00:00+08:00,alice,bob,1.00,CNY,TRANSFER,WEB\n";

  @TempDir Path dir;

  static Stream<Arguments> unreadableFiles() {
    String withoutAmount = HEADER.replace(",amount", "");
    return Stream.of(
        arguments("empty", "", "a.csv: is empty; the first line must name the columns"),
        arguments("blank lines only", "\n\n\n", "a.csv: is empty; the first line must name"),
        arguments("missing column", withoutAmount, "a.csv:1: column 'amount' is missing"),
        arguments(
            "neither currency nor asset",
            HEADER.replace("currency", "purpose"),
            "a.csv:1: column 'currency' or 'asset' is missing"),
        arguments("no header", GOOD, "a.csv:1: unknown column 'alice'"),
        arguments(
            "mistyped column",
            HEADER.replace("currency", "curency"),
            "a.csv:1: unknown column 'curency'; did you mean 'currency'?"),
        arguments(
            "upper case column",
            HEADER.replace("payer", "Payer"),
            "a.csv:1: unknown column 'Payer'; did you mean 'payer'?"),
        arguments(
            "column without a name",
            HEADER.replace("channel", ""),
            "a.csv:1: column 8 has no name"),
        arguments(
            "duplicate column",
            HEADER.replace("channel", "payer"),
            "a.csv:1: columns 3 and 8 are both called 'payer'; give each its own name"),
        arguments(
            "half a place",
            HEADER.replace("channel", "latitude"),
            "a.csv:1: columns 'latitude' and 'longitude' belong together"),
        arguments(
            "another separator",
            HEADER.replace(',', ';'),
            "a.csv:1: there is one column only; are the cells separated by ';'?"),
        arguments(
            "the columns of a built-in mapping",
            "step,type,amount,nameOrig,oldbalanceOrig,nameDest,isSAR\n",
            "These are the columns of amlsim: use --mapping amlsim"),
        arguments(
            "unclosed quote",
            HEADER + GOOD + "T2,\"2026-01-05T09:00:00+08:00,alice,bob,1.00,CNY,,\n" + GOOD,
            "a.csv:3: a quote opens a cell and is never closed"),
        arguments(
            "unclosed quote in a long file",
            HEADER + GOOD + "T2,\"" + GOOD.repeat(40_000),
            "a.csv:3: a cell is longer than 2,097,152 characters; most likely its quote is never"),
        arguments(
            "text after a quote",
            HEADER + GOOD + "T2,\"2026-01-05\"T09:00:00+08:00,alice,bob,1.00,CNY,,\n",
            "a.csv:3: there is text after a closing quote"),
        arguments(
            "thousands of columns",
            "a,".repeat(5000) + "z\n",
            "a.csv:1: there are more than 4,096 cells"),
        arguments(
            "binary", HEADER + GOOD + "\u0000\u0001\u0002\n", "a.csv:3: is a binary file, not CSV"),
        arguments("workbook", "PK\u0003\u0004…", "a.csv:1: is a zip archive or a workbook"),
        arguments("XML", "<?xml version=\"1.0\"?>\n", "a.csv:2: is not well-formed XML"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unreadableFiles")
  void refusesAFileThatIsNoFileOfTransfers(String name, String content, String message)
      throws IOException {
    assertRefused(content, UTF_8, message);
  }

  static Stream<Arguments> otherEncodings() {
    return Stream.of(
        arguments(
            "UTF-16", HEADER + GOOD, UTF_16, "a.csv:1: is UTF-16 text; save it as CSV in UTF-8"),
        arguments(
            "a header in Latin 1",
            HEADER.replace("payer", "zahlungspflichtigeränderung"),
            ISO_8859_1,
            "a.csv:1: the header is not UTF-8 text; save the file as CSV in UTF-8"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherEncodings")
  void refusesAFileInAnotherEncoding(String name, String content, Charset charset, String message)
      throws IOException {
    assertRefused(content, charset, message);
  }

  private void assertRefused(String content, Charset charset, String message) throws IOException {
    Path out = dir.resolve("out.csv");
    Cli.Result result =
        Cli.run("score", Files.writeString(dir.resolve("a.csv"), content, charset), "--out", out);

    assertThat(result.err().replace(dir + "/", "")).contains(message).doesNotContain("broke");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(out).doesNotExist();
  }

  static Stream<Arguments> badRows() {
    String time = "2026-01-05T09:00:00+08:00";
    return Stream.of(
        row("too few cells", "T2," + time + ",alice", "3 cells where the header has 8; add the"),
        row(
            "too many cells",
            "T2," + time + ",a,b,1,234.00,CNY,,",
            "9 cells where the header has 8; quote"),
        row("no id", "," + time + ",alice,bob,1.00,CNY,,", "transfer_id: missing or blank"),
        row("no time", "T2,,alice,bob,1.00,CNY,,", "time: missing"),
        row(
            "bad time",
            "T2,soon,alice,bob,1.00,CNY,,",
            "time 'soon': not a time like 2026-01-05T09:30:00+08:00"),
        row(
            "a day that is none",
            "T2,2026-02-30T09:00:00Z,alice,bob,1.00,CNY,,",
            "time '2026-02-30T09:00:00Z': not a time like"),
        row(
            "time without offset",
            "T2,2026-01-05T09:00:00,alice,bob,1.00,CNY,,",
            "time '2026-01-05T09:00:00': the offset is missing"),
        row("no payer", "T2," + time + ",,bob,1.00,CNY,,", "payer: missing or blank"),
        row("no payee", "T2," + time + ",alice, ,1.00,CNY,,", "payee: missing or blank"),
        amount("no amount", "", "amount: not an amount: write digits and a point, like 1234.50"),
        amount("bad amount", "ten", "amount 'ten': not an amount"),
        amount("zero", "0.00", "amount '0.00': an amount is greater than zero"),
        amount("negative", "-5.00", "amount '-5.00': an amount is greater than zero"),
        amount("not a number", "NaN", "amount 'NaN': not an amount"),
        amount("infinite", "Infinity", "amount 'Infinity': not an amount"),
        amount("exponent", "1e3", "amount '1e3': not an amount"),
        amount("grouping", "\"1,000.00\"", "amount '1,000.00': not an amount"),
        amount("too many decimals", "1.001", "amount '1.001': too many decimals: at most 2"),
        amount(
            "absurdly large",
            "99999999999999.99",
            "amount '99999999999999.99': too large: at most 10000000000000.00"),
        amount(
            "an amount of a megabyte", "9".repeat(1 << 20), "(1048576 characters)': not an amount"),
        row(
            "a payee of a megabyte",
            "T2," + time + ",alice," + "b".repeat(1 << 20) + ",1.00,CNY,,",
            "payee '1048576 characters': too long: at most 128 characters"),
        row(
            "no currency",
            "T2," + time + ",alice,bob,1.00,,,",
            "currency: missing: give a currency or an asset"),
        row(
            "unknown currency",
            "T2," + time + ",alice,bob,1.00,XYZ,,",
            "currency 'XYZ': unknown: give an ISO 4217 code such as CNY"),
        row(
            "lower case currency",
            "T2," + time + ",alice,bob,1.00,cny,,",
            "currency 'cny': unknown"),
        row(
            "unknown kind",
            "T2," + time + ",alice,bob,1.00,CNY,TRANFER,",
            "kind 'TRANFER': unknown: give one of TRANSFER, PAYMENT, WITHDRAWAL, DEPOSIT, EXCHANGE,"
                + " REFUND, FOREIGN_EXCHANGE; did you mean 'TRANSFER'?"),
        row(
            "unknown channel",
            "T2," + time + ",alice,bob,1.00,CNY,,app",
            "channel 'app': unknown: give one of MOBILE, WEB"));
  }

  private static Arguments row(String name, String row, String message) {
    return arguments(name, row, message);
  }

  private static Arguments amount(String name, String amount, String message) {
    return row(name, "T2,2026-01-05T09:00:00+08:00,alice,bob," + amount + ",CNY,,", message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badRows")
  void rejectsABadRowAndScoresTheOthers(String name, String row, String message)
      throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("a.csv"), HEADER + GOOD + row + "\n" + GOOD.replace("T1", "T3"));
    Cli.Result result = Cli.run("score", "--quiet", file);

    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .startsWith(file + ":3: ")
        .contains(message);
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.rows())
        .extracting(r -> r.replaceAll(",.*", ""))
        .containsExactly("transfer_id", "T1", "T3");
  }

  static Stream<Arguments> badCellsOfOtherColumns() {
    return Stream.of(
        arguments(
            "asset,asset_scale,asset_class",
            "USDT,,VIRTUAL_CURRENCY",
            "asset_scale: missing: give the asset's number of decimals"),
        arguments(
            "asset,asset_scale,asset_class",
            "USDT,six,VIRTUAL_CURRENCY",
            "asset_scale 'six': not a number"),
        arguments(
            "asset,asset_scale,asset_class",
            "USDT,9,VIRTUAL_CURRENCY",
            "asset_scale '9': an asset has 0 to 8 decimals"),
        arguments(
            "asset,asset_scale,asset_class",
            "USDT,6,",
            "asset_class: missing: give VIRTUAL_CURRENCY or GAME_CURRENCY"),
        arguments(
            "asset,asset_scale,asset_class",
            "USDT,6,COIN",
            "asset_class 'COIN': unknown: give one of FIAT, VIRTUAL_CURRENCY, GAME_CURRENCY"),
        arguments(
            "asset,asset_scale,asset_class",
            "USDT,6,FIAT",
            "asset_class 'FIAT': an asset is a virtual or game currency"),
        arguments(
            "asset,asset_scale,asset_class,currency",
            "USDT,6,VIRTUAL_CURRENCY,CNY",
            "currency 'CNY': give a currency or an asset, not both"),
        arguments("currency,value", "CNY,-1", "value '-1': an amount is greater than zero"),
        arguments("currency,payer_age", "CNY,old", "payer_age 'old': not a number"),
        arguments("currency,payer_age", "CNY,64.5", "payer_age '64.5': not a whole number"),
        arguments(
            "currency,payer_age",
            "CNY,151",
            "payer_age '151': an age lies between 0 and 150 years"),
        arguments("currency,payer_balance", "CNY,much", "payer_balance 'much': not a number"),
        arguments(
            "currency,payer_balance",
            "CNY,1.005",
            "payer_balance '1.005': too many decimals: at most 2"),
        arguments("currency,ip", "CNY,300.1.1.1", "not an IP address of version 4 or 6"),
        arguments(
            "currency,latitude,longitude",
            "CNY,31.2,",
            "latitude: missing: latitude and longitude belong together"),
        arguments(
            "currency,latitude,longitude", "CNY,NaN,121.5", "latitude 'NaN,121.5': not a number"),
        arguments(
            "currency,latitude,longitude",
            "CNY,91,121.5",
            "latitude lies between -90 and 90 degrees"),
        arguments(
            "currency,origin_country",
            "CNY,China",
            "origin_country 'China': unknown: give an ISO 3166-1 code"),
        arguments(
            "currency,status",
            "CNY,failed",
            "status 'failed': unknown: give FAILED, or leave it empty; did you mean 'FAILED'?"),
        arguments(
            "currency,purpose",
            "CNY," + "x".repeat(513),
            "purpose '513 characters': too long: at most 512 characters"));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("badCellsOfOtherColumns")
  void saysWhichCellIsWrong(String columns, String cells, String message) throws IOException {
    String content =
        "transfer_id,time,payer,payee,amount,"
            + columns
            + "\n"
            + "T1,2026-01-05T09:00:00+08:00,alice,bob,1.00,"
            + cells
            + "\n";
    Path file = Files.writeString(dir.resolve("a.csv"), content);
    Cli.Result result = Cli.run("score", "--quiet", file);

    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .contains(message)
        .startsWith(file + ":2: ");
    assertThat(result.exitCode()).isEqualTo(3);
  }

  @ParameterizedTest(name = "in {0}")
  @MethodSource("encodingsOfRows")
  void rejectsARowThatIsNotUtf8(String name, Charset charset) throws IOException {
    Path file = dir.resolve("a.csv");
    Files.writeString(file, HEADER + GOOD);
    Files.write(
        file,
        "T2,2026-01-05T09:00:00+08:00,alice,müller,1.00,CNY,,\n".getBytes(charset),
        StandardOpenOption.APPEND);
    Cli.Result result = Cli.run("score", "--quiet", file);

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err())
        .isEqualTo(
            file + ":3: payee: holds bytes that are not UTF-8 text; save the file as UTF-8\n");
  }

  static Stream<Arguments> encodingsOfRows() {
    return Stream.of(arguments("Latin 1", ISO_8859_1), arguments("GBK", Charset.forName("GBK")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("personalCells")
  void masksWhatIsPersonal(String column, String cell) throws IOException {
    String content =
        "time,payer,payee,amount,currency"
            + (column.equals("payer") ? "" : "," + column)
            + "\n"
            + "2026-01-05T09:00:00+08:00,"
            + (column.equals("payer") ? cell : "alice")
            + ",bob,1.00,CNY"
            + (column.equals("payer") ? "" : "," + cell)
            + "\n";
    Cli.Result result = Cli.run("score", Files.writeString(dir.resolve("a.csv"), content));

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains(":2: " + column + " '").doesNotContain(cell.strip());
  }

  static Stream<Arguments> personalCells() {
    return Stream.of(
        arguments("payer", "6222020200112233445".repeat(10)),
        arguments("device_id", "IMEI-490154203237518\u0007"),
        arguments("ip", "203.0.113.999"),
        arguments("customer", "310101199001011234".repeat(10)));
  }
}
