package io.riskgate.workbench.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.riskgate.core.Channel;
import io.riskgate.core.DataItem;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.workbench.mapping.Mapping;
import io.riskgate.workbench.mapping.Mappings;
import io.riskgate.workbench.message.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ISO 20022 messages turn into, and which are refused. */
@DisplayName("Credit transfers in ISO 20022 messages")
class IsoRowsTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "iso20022", "wages.pain.001.xml");
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final String PACS = "urn:iso:std:iso:20022:tech:xsd:pacs.008.001.";

  @TempDir Path dir;

  /** Longer than any tag or comment of a message. */
  private static final String LONG = "x".repeat(17 << 20);

  private final List<String> notes = new ArrayList<>();

  private List<InputRow> rows(Mapping mapping, Path... files) {
    List<InputRow> rows = new ArrayList<>();
    try (FileRows source = new FileRows(List.of(files), mapping, "CNY", SHANGHAI, notes::add)) {
      for (InputRow row = source.next(); row != null; row = source.next()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private Path file(String content) throws IOException {
    return Files.writeString(dir.resolve("a.xml"), content);
  }

  private List<Transfer> transfers(String content) throws IOException {
    return rows(Mapping.CANONICAL, file(content)).stream().map(InputRow::transfer).toList();
  }

  private Mapping mapping(String yaml) throws IOException {
    return Mappings.find(Files.writeString(dir.resolve("m.yaml"), yaml).toString());
  }

  /** A pacs.008 message with transactions, each given by what is in it. */
  private static String pacs(String namespace, String... transactions) {
    StringBuilder xml =
        new StringBuilder("<Document xmlns=\"" + namespace + "\"><FIToFICstmrCdtTrf><GrpHdr>");
    xml.append("<MsgId>M-1</MsgId><CreDtTm>2026-01-05T09:00:00</CreDtTm><NbOfTxs>")
        .append(transactions.length)
        .append("</NbOfTxs></GrpHdr>");
    for (String transaction : transactions) {
      xml.append("\n<CdtTrfTxInf>").append(transaction).append("</CdtTrfTxInf>");
    }
    return xml + "</FIToFICstmrCdtTrf></Document>";
  }

  private static final String TRANSACTION =
      "<PmtId><EndToEndId>E-1</EndToEndId><TxId>T-1</TxId></PmtId>"
          + "<IntrBkSttlmAmt Ccy=\"EUR\">10.00</IntrBkSttlmAmt>"
          + "<Dbtr><Nm>Ann</Nm></Dbtr><DbtrAcct><Id><IBAN>DE1</IBAN></Id></DbtrAcct>"
          + "<DbtrAgt><FinInstnId><BICFI>BANKDEFF</BICFI></FinInstnId></DbtrAgt>"
          + "<CdtrAgt><FinInstnId><BICFI>BANKSGSG</BICFI></FinInstnId></CdtrAgt>"
          + "<Cdtr><Nm>Bob</Nm></Cdtr><CdtrAcct><Id><Othr><Id>77</Id></Othr></Id></CdtrAcct>";

  @Test
  @DisplayName("An order of three payments by a customer is three transfers")
  void readsPain001() {
    List<InputRow> rows = rows(Mapping.CANONICAL, EXAMPLE);

    assertThat(rows).hasSize(3).extracting(InputRow::line).containsExactly(21L, 29L, 37L);
    List<Transfer> transfers = rows.stream().map(InputRow::transfer).toList();
    assertThat(transfers)
        .allSatisfy(
            t -> {
              assertThat(t.buildProblems()).isEmpty();
              assertThat(t.time()).isEqualTo(Instant.parse("2026-01-05T08:30:00Z"));
              assertThat(t.payer()).isEqualTo("DE00100000000000000001");
              assertThat(t.customer()).isEqualTo("529900EXAMPLE0000001");
              assertThat(t.kind()).isEqualTo(TransferKind.TRANSFER);
              assertThat(t.channel()).isEqualTo(Channel.OTHER);
              assertThat(t.currency()).isEqualTo("EUR");
              assertThat(t.declaredAbsent()).contains(DataItem.DEVICE, DataItem.IP);
            });
    assertThat(transfers)
        .extracting(Transfer::id)
        .containsExactly("8a562c67-ca16-48ba-b074-65581be6f001", "WAGE-2", "3");
    assertThat(transfers)
        .extracting(Transfer::payee)
        .containsExactly("FR0010000000000000000000002", "80-1234-5", "IT0010000000000000000000003");
    assertThat(transfers)
        .extracting(Transfer::amountMinor)
        .containsExactly(245000L, 300000L, 400000L);
    assertThat(transfers).extracting(Transfer::payeeCountry).containsExactly("FR", "CH", "IT");
    assertThat(transfers)
        .extracting(Transfer::purpose)
        .containsExactly("Wages January", "Wages January", null);
    assertThat(transfers.get(1).payeePhone()).isEqualTo("+41791234567");
    assertThat(transfers.get(2).declaredAbsent()).contains(DataItem.PURPOSE, DataItem.PAYEE_PHONE);
    assertThat(notes).isEmpty();
  }

  static Stream<String> versions() {
    return Stream.concat(
        Stream.of("02", "07", "08", "10", "13").map(version -> PACS + version),
        Stream.of("", "urn:swift:xsd:$pacs.008.001.02", "http://bank.example/pacs.008.001.08.b"));
  }

  @ParameterizedTest
  @MethodSource("versions")
  @DisplayName("Versions and dialects are told by the elements, not by the namespace")
  void readsVersions(String namespace) throws IOException {
    Transfer t = transfers(pacs(namespace, TRANSACTION)).get(0);

    assertThat(t.id()).isEqualTo("T-1");
    assertThat(t.payer()).isEqualTo("DE1");
    assertThat(t.payee()).isEqualTo("77");
    assertThat(t.payeeCountry()).isEqualTo("SG");
    assertThat(t.amountMinor()).isEqualTo(1000);
  }

  @Test
  @DisplayName("A time without an offset is one of the pack's zone, or of the mapping's")
  void readsLocalTimes() throws IOException {
    Path file = file(pacs(PACS + "08", TRANSACTION));

    assertThat(rows(Mapping.CANONICAL, file).get(0).transfer().time())
        .isEqualTo(Instant.parse("2026-01-05T01:00:00Z"));
    assertThat(
            rows(mapping("iso20022: {zone: Europe/Zurich, kind: PAYMENT, channel: API}"), file)
                .get(0)
                .transfer())
        .satisfies(t -> assertThat(t.time()).isEqualTo(Instant.parse("2026-01-05T08:00:00Z")))
        .satisfies(t -> assertThat(t.kind()).isEqualTo(TransferKind.PAYMENT))
        .satisfies(t -> assertThat(t.channel()).isEqualTo(Channel.API));
  }

  @ParameterizedTest
  @ValueSource(strings = {"EndToEndId=E-1", "TxId=T-1", "position=M-1/1", "first given=T-1"})
  @DisplayName("A mapping may say which id is the transfer's")
  void choosesTheId(String choice) throws IOException {
    String[] parts = choice.split("=", -1);

    assertThat(
            rows(
                    mapping("iso20022: {transfer_id: " + parts[0] + "}"),
                    file(pacs(PACS + "08", TRANSACTION)))
                .get(0)
                .transfer()
                .id())
        .isEqualTo(parts[1]);
  }

  @Test
  @DisplayName("Prefixes, an envelope with a header, and several messages in one file are read")
  void readsEnvelopes() throws IOException {
    String prefixed =
        pacs("", TRANSACTION)
            .replace(" xmlns=\"\"", " xmlns:p=\"" + PACS + "08\"")
            .replaceAll("<(/?)([A-Z])", "<$1p:$2");
    String xml =
        "<?xml version=\"1.0\"?>\n<!-- two -->\n<e:Envelope xmlns:e=\"urn:x\">"
            + "<AppHdr xmlns=\"urn:iso:std:iso:20022:tech:xsd:head.001.001.02\">"
            + "<MsgDefIdr>pacs.008.001.08</MsgDefIdr></AppHdr>"
            + prefixed
            + pacs(PACS + "08", TRANSACTION.replace("T-1", "T-2"))
            + "</e:Envelope>";

    assertThat(transfers(xml)).extracting(Transfer::id).containsExactly("T-1", "T-2");
  }

  @Test
  @DisplayName("What one transaction tells is not told of the next")
  void keepsTransactionsApart() throws IOException {
    List<Transfer> transfers =
        transfers(
            pacs(
                PACS + "08",
                TRANSACTION + "<RmtInf><Ustrd>rent</Ustrd></RmtInf>",
                TRANSACTION.replace("T-1", "T-2")));

    assertThat(transfers).extracting(Transfer::purpose).containsExactly("rent", null);
  }

  @Test
  @DisplayName(
      "The instructed amount comes before the settled one, the acceptance before the message")
  void prefersWhatThePayerAskedFor() throws IOException {
    Transfer t =
        transfers(
                pacs(
                    PACS + "08",
                    TRANSACTION.replace(
                        "<Dbtr>",
                        "<AccptncDtTm>2026-01-04T23:59:59Z</AccptncDtTm>"
                            + "<InstdAmt Ccy=\"JPY\">1500.00000</InstdAmt><Dbtr>")))
            .get(0);

    assertThat(t.amountMinor()).isEqualTo(1500);
    assertThat(t.currency()).isEqualTo("JPY");
    assertThat(t.time()).isEqualTo(Instant.parse("2026-01-04T23:59:59Z"));
  }

  @Test
  @DisplayName("Where there is no account, the party at its bank stands in, and a note says so")
  void takesPartiesWithoutAccounts() throws IOException {
    Transfer t =
        transfers(
                pacs(
                    PACS + "08",
                    TRANSACTION.replace("<DbtrAcct><Id><IBAN>DE1</IBAN></Id></DbtrAcct>", "")))
            .get(0);

    assertThat(t.payer()).isEqualTo("Ann@BANKDEFF");
    assertThat(notes)
        .singleElement()
        .asString()
        .contains("transactions that name payer or payee by no account: 1");
  }

  @Test
  @DisplayName("What a transaction lacks is told with its line and the element")
  void namesTheElement() throws IOException {
    InputRow row =
        rows(
                Mapping.CANONICAL,
                file(
                    pacs(
                        PACS + "08",
                        TRANSACTION
                            .replace("Ccy=\"EUR\"", "Ccy=\"EURO\"")
                            .replace("<TxId>T-1</TxId>", "<TxId>" + "x".repeat(200) + "</TxId>"))))
            .get(0);

    assertThat(row.place()).endsWith("a.xml:2");
    assertThat(row.layout().columnOf("currency", false))
        .isEqualTo("CdtTrfTxInf/IntrBkSttlmAmt/@Ccy");
    assertThat(row.layout().columnOf("id", false)).isEqualTo("CdtTrfTxInf/PmtId/TxId");
    assertThat(row.layout().columnOf("payee", false)).isEqualTo("CdtTrfTxInf/CdtrAcct/Id/Othr/Id");
  }

  @Test
  @DisplayName("A cheque is no transfer")
  void refusesCheques() throws IOException {
    String xml = Files.readString(EXAMPLE).replace("<PmtMtd>TRF<", "<PmtMtd>CHK<");

    assertThat(rows(Mapping.CANONICAL, file(xml)))
        .hasSize(3)
        .allSatisfy(
            row ->
                assertThat(row.unreadable())
                    .hasToString(
                        "PmtInf/PmtMtd 'CHK': orders a cheque, which is no transfer; leave it"
                            + " out"));
  }

  @Test
  @DisplayName("A message whose count is wrong is read, and a note says so")
  void notesAWrongCount() throws IOException {
    String xml = Files.readString(EXAMPLE).replace("<NbOfTxs>3<", "<NbOfTxs>30<");

    assertThat(rows(Mapping.CANONICAL, file(xml))).hasSize(3);
    assertThat(notes)
        .singleElement()
        .asString()
        .endsWith("the message says that it has 30 transactions (NbOfTxs), and has 3");
  }

  @Test
  @DisplayName("Files are told by what they hold: packed, in UTF-16, in Latin 1, beside CSV")
  void readsEncodings() throws IOException {
    String xml = Files.readString(EXAMPLE).replace("Ada Petit", "Adèle");
    Path packed = dir.resolve("packed.csv");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(xml.getBytes(UTF_8));
    }
    Files.write(packed, bytes.toByteArray());
    Path csv =
        Files.writeString(
            dir.resolve("b.xml"),
            "time,payer,payee,amount,currency\n2026-01-06T09:00:00+08:00,a,b,1,CNY\n");

    assertThat(rows(Mapping.CANONICAL, packed, csv)).hasSize(4);
    for (Charset charset : List.of(UTF_16, ISO_8859_1)) {
      Path other = dir.resolve(charset.name());
      Files.write(other, xml.replace("UTF-8", charset.name()).getBytes(charset));
      assertThat(rows(Mapping.CANONICAL, other)).hasSize(3);
    }
  }

  static Stream<Arguments> refused() {
    String good = pacs(PACS + "08", TRANSACTION);
    return Stream.of(
        arguments(
            "another message",
            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">\n"
                + "<BkToCstmrStmt/></Document>",
            "a.xml:2: <BkToCstmrStmt> is an account statement (camt.053); give credit transfers"),
        arguments(
            "an unknown message",
            "<Document><Odd/></Document>",
            "a.xml:1: <Odd> is no credit transfer; give credit transfers"),
        arguments(
            "a namespace that contradicts",
            pacs("urn:iso:std:iso:20022:tech:xsd:pacs.009.001.08", TRANSACTION),
            "<FIToFICstmrCdtTrf> is pacs.008, and its namespace says pacs.009"),
        arguments(
            "no message",
            "<html><body/></html>",
            "a.xml: holds no ISO 20022 message: its root is <html>"),
        arguments(
            "a second message that is another",
            "<x>" + good + "<Document><PmtRtr/></Document></x>",
            "<PmtRtr> is a return of payments (pacs.004); give credit transfers: pain.001"
                + " (CstmrCdtTrfInitn) or pacs.008 (FIToFICstmrCdtTrf) The 1 transaction before"
                + " this line was read"),
        arguments(
            "cut off", good.substring(0, good.length() - 30), "a.xml:2: is not well-formed XML:"),
        arguments(
            "not closed", "<Document><CstmrCdtTrfInitn></Document>", "is not well-formed XML:"),
        arguments(
            "an external entity",
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><Document>&e;</Document>",
            "a.xml:1: has a document type definition or an entity of its own"),
        arguments(
            "entities in entities",
            "<!DOCTYPE x [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><Document>&b;</Document>",
            "a.xml:1: has a document type definition or an entity of its own"),
        arguments(
            "nested without end", "<a>".repeat(5000), "a.xml:1: has elements more than 64 deep"),
        arguments(
            "a comment without end",
            good.replace("<GrpHdr>", "<GrpHdr><!--" + LONG + "-->"),
            "section is longer than 16 MiB"),
        arguments(
            "an attribute without end",
            good.replace("<GrpHdr>", "<GrpHdr a='" + LONG + "'>"),
            "section is longer than 16 MiB"),
        arguments("JSON", "{\"FIToFICstmrCdtTrf\": {}}", "a.xml:1: is JSON, not CSV"));
  }

  @Test
  @DisplayName("A text may be as long as it likes: what nobody reads is passed over")
  void passesOverLongTexts() throws IOException {
    String message = pacs(PACS + "08", TRANSACTION);
    String longer = message.replace("<GrpHdr>", "<GrpHdr><Other>" + LONG + "</Other>");

    assertThat(longer).hasSizeGreaterThan(message.length());
    assertThat(transfers(longer)).isEqualTo(transfers(message));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  @DisplayName("What is no credit transfer is refused before anything is scored")
  void refuses(String name, String content, String message) throws IOException {
    Path good = Files.writeString(dir.resolve("good.xml"), pacs(PACS + "08", TRANSACTION));
    Path bad = file(content);

    assertThatThrownBy(
            () -> new FileRows(List.of(good, bad), Mapping.CANONICAL, "CNY", SHANGHAI, notes::add))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  @DisplayName("A mapping of columns does not read messages")
  void refusesAMappingOfColumns() throws IOException {
    Path file = file(pacs(PACS + "08", TRANSACTION));

    assertThatThrownBy(() -> rows(Mappings.find("amlsim"), file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is XML, and mapping amlsim.yaml is about columns");
  }

  @Test
  @DisplayName("A mapping tells what it does not know")
  void refusesWrongOptions() {
    assertThatThrownBy(
            () -> mapping("iso20022: {zone: Europe/Zurik, kind: TRANFER, transfer_id: uetr, x: 1}"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("unknown zone 'Europe/Zurik'; did you mean 'Europe/Zurich'?")
        .hasMessageContaining("'kind' is 'TRANFER', which is not one of")
        .hasMessageContaining("'transfer_id' is 'uetr', which is not one of")
        .hasMessageContaining("iso20022: unknown key 'x'");
  }

  @Test
  @DisplayName("A long message is read to its end, one transaction at a time")
  void readsLongMessages() throws IOException {
    String one = "\n<CdtTrfTxInf>" + TRANSACTION + "</CdtTrfTxInf>";
    int count = 20_000;
    Path file = dir.resolve("long.xml");
    String whole = pacs(PACS + "08", TRANSACTION).replace("<NbOfTxs>1<", "<NbOfTxs>" + count + "<");
    int at = whole.indexOf("\n<CdtTrfTxInf>");
    try (var out = Files.newBufferedWriter(file)) {
      out.write(whole, 0, at);
      for (int i = 0; i < count; i++) {
        out.write(one);
      }
      out.write(whole, at + one.length(), whole.length() - at - one.length());
    }
    long read = 0;
    try (FileRows source =
        new FileRows(List.of(file), Mapping.CANONICAL, "CNY", SHANGHAI, notes::add)) {
      for (InputRow row = source.next(); row != null; row = source.next()) {
        read++;
      }
      assertThat(source.fractionRead()).isEqualTo(1);
    }

    assertThat(read).isEqualTo(count);
    assertThat(notes).isEmpty();
  }

  /** Others' files, which are not ours to keep: each is read or refused as its folder says. */
  @Test
  @DisplayName("Every sample of others is read or refused as expected")
  void readsSharedSamples() throws IOException {
    Path shared = Path.of("..", "..", "shared", "data", "iso20022");
    assumeTrue(Files.isDirectory(shared), "../shared/data is not here");
    List<Path> files;
    try (Stream<Path> found = Files.walk(shared)) {
      files =
          found
              .filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().startsWith("LICENSE"))
              .toList();
    }
    assertThat(files).hasSizeGreaterThan(10);
    for (Path file : files) {
      if (file.toString().contains("invalid")) {
        assertThatThrownBy(() -> rows(Mapping.CANONICAL, file))
            .as(file.toString())
            .isInstanceOf(InputException.class)
            .hasMessageContaining(file.toString());
      } else {
        assertThat(rows(Mapping.CANONICAL, file))
            .as(file.toString())
            .isNotEmpty()
            .allSatisfy(row -> assertThat(row.transfer().buildProblems()).isEmpty());
      }
    }
  }

  @Test
  @DisplayName("A message that breaks off says how much of it could be read")
  void tellsWhereItBroke() throws IOException {
    String xml = Files.readString(EXAMPLE);
    Path file = file(xml.substring(0, xml.indexOf("Chiara")));

    assertThatThrownBy(() -> rows(Mapping.CANONICAL, file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "The 2 transactions before this line were read, and nothing behind it");
  }
}
