package io.riskgate.workbench.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.AssetClass;
import io.riskgate.core.Channel;
import io.riskgate.core.CustomerSegment;
import io.riskgate.core.DataItem;
import io.riskgate.core.Problem;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferKind;
import io.riskgate.workbench.mapping.Field;
import io.riskgate.workbench.mapping.Mapping;
import io.riskgate.workbench.mapping.Mappings;
import io.riskgate.workbench.message.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What transfers files turn into, in canonical columns and through mappings. */
class RowsTest {
  @TempDir Path dir;

  private List<InputRow> rows(Mapping mapping, String content) throws IOException {
    Path file = Files.writeString(dir.resolve("a.csv"), content);
    List<InputRow> rows = new ArrayList<>();
    try (FileRows source =
        new FileRows(List.of(file), mapping, "CNY", ZoneOffset.UTC, note -> {})) {
      for (InputRow row = source.next(); row != null; row = source.next()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private List<Transfer> transfers(Mapping mapping, String content) throws IOException {
    return rows(mapping, content).stream().map(InputRow::transfer).toList();
  }

  private Mapping mapping(String yaml) throws IOException {
    return Mappings.find(Files.writeString(dir.resolve("m.yaml"), yaml).toString());
  }

  @Test
  void readsEveryCanonicalColumn() throws IOException {
    Transfer t =
        transfers(
                Mapping.CANONICAL,
                """
                transfer_id,time,payer,payee,amount,currency,asset,asset_scale,asset_class,kind,channel,device_id,ip,latitude,longitude,payer_balance,payer_age,customer,merchant,origin_country,payee_country,purpose,tenant,value,payer_segments,payer_real_name_verified,payee_phone,order_address_matches,status,label
                T1,2026-01-05T09:30:00+08:00,alice,bob,1.5,,USDT,6,VIRTUAL_CURRENCY,EXCHANGE,MOBILE,D1,2001:db8::1,31.23,121.47,-20.50,64,C1,M1,CN,SG,"rent, May",bank1,10.80,ELDERLY|NEW_CITIZEN,false,+8613800138000,true,COMPLETED,HONEST
                """)
            .get(0);

    assertThat(t.buildProblems()).isEmpty();
    assertThat(t.id()).isEqualTo("T1");
    assertThat(t.time()).isEqualTo(Instant.parse("2026-01-05T01:30:00Z"));
    assertThat(t.payer()).isEqualTo("alice");
    assertThat(t.payee()).isEqualTo("bob");
    assertThat(t.amountMinor()).isEqualTo(1_500_000);
    assertThat(t.currency()).isNull();
    assertThat(t.asset()).isEqualTo("USDT");
    assertThat(t.assetScale()).isEqualTo(6);
    assertThat(t.assetClass()).isEqualTo(AssetClass.VIRTUAL_CURRENCY);
    assertThat(t.kind()).isEqualTo(TransferKind.EXCHANGE);
    assertThat(t.channel()).isEqualTo(Channel.MOBILE);
    assertThat(t.device()).isEqualTo("D1");
    assertThat(t.ip()).isEqualTo("2001:db8::1");
    assertThat(t.latitude()).isEqualTo(31.23);
    assertThat(t.longitude()).isEqualTo(121.47);
    assertThat(t.payerBalance()).isEqualTo(-2050);
    assertThat(t.payerAge()).isEqualTo(64);
    assertThat(t.customer()).isEqualTo("C1");
    assertThat(t.merchant()).isEqualTo("M1");
    assertThat(t.originCountry()).isEqualTo("CN");
    assertThat(t.payeeCountry()).isEqualTo("SG");
    assertThat(t.purpose()).isEqualTo("rent, May");
    assertThat(t.tenant()).isEqualTo("bank1");
    assertThat(t.value()).isEqualTo(1080);
    assertThat(t.payerSegments())
        .containsExactlyInAnyOrder(CustomerSegment.ELDERLY, CustomerSegment.NEW_CITIZEN);
    assertThat(t.payerRealNameVerified()).isFalse();
    assertThat(t.payeePhone()).isEqualTo("+8613800138000");
    assertThat(t.orderAddressMatches()).isTrue();
    assertThat(t.declaredAbsent()).isEmpty();
  }

  @Test
  void takesDefaultsForWhatIsEmpty() throws IOException {
    Transfer t =
        transfers(
                Mapping.CANONICAL,
                """
                time,payer,payee,amount,currency,kind,channel,tenant
                2026-01-05T09:30:00+08:00,alice,bob,1,CNY,,,
                """)
            .get(0);

    assertThat(t.kind()).isEqualTo(TransferKind.TRANSFER);
    assertThat(t.channel()).isEqualTo(Channel.OTHER);
    assertThat(t.tenant()).isEqualTo(Transfer.DEFAULT_TENANT);
  }

  @Test
  void aColumnThatIsNotThereIsDeclaredAbsentAndAnEmptyCellIsNot() throws IOException {
    Transfer t =
        transfers(
                Mapping.CANONICAL,
                """
                time,payer,payee,amount,currency,device_id,payer_age
                2026-01-05T09:30:00+08:00,alice,bob,1,CNY,,
                """)
            .get(0);

    assertThat(t.device()).isNull();
    assertThat(t.declaredAbsent())
        .containsExactlyInAnyOrderElementsOf(
            allBut(EnumSet.of(DataItem.DEVICE, DataItem.PAYER_AGE)));
  }

  /** All data that a file can hold, but some; intelligence comes from elsewhere. */
  private static Set<DataItem> allBut(Set<DataItem> there) {
    Set<DataItem> items = EnumSet.noneOf(DataItem.class);
    for (Field field : Field.values()) {
      if (field.item() != null && !there.contains(field.item())) {
        items.add(field.item());
      }
    }
    return items;
  }

  @Test
  void tellsACustomerWithoutSegmentFromOneOfWhomItIsNotKnown() throws IOException {
    List<Transfer> transfers =
        transfers(
            Mapping.CANONICAL,
            """
            time,payer,payee,amount,currency,payer_segments,payer_real_name_verified
            2026-01-05T09:30:00+08:00,alice,bob,1,CNY,NONE,true
            2026-01-05T09:30:00+08:00,alice,bob,1,CNY,,
            """);

    assertThat(transfers.get(0).payerSegments()).isEmpty();
    assertThat(transfers.get(0).payerRealNameVerified()).isTrue();
    assertThat(transfers.get(1).payerSegments()).isNull();
    assertThat(transfers.get(1).payerRealNameVerified()).isNull();
    assertThat(transfers.get(1).declaredAbsent())
        .doesNotContain(DataItem.SEGMENTS, DataItem.REAL_NAME)
        .contains(DataItem.PAYEE_PHONE, DataItem.ORDER_ADDRESS);
  }

  @Test
  void namesWhatIsNoSegmentAndNeitherTrueNorFalse() throws IOException {
    Transfer t =
        transfers(
                Mapping.CANONICAL,
                """
                time,payer,payee,amount,currency,payer_segments,order_address_matches
                2026-01-05T09:30:00+08:00,alice,bob,1,CNY,ELDERLY|STUDNET,yes
                """)
            .get(0);

    assertThat(t.buildProblems())
        .extracting(Problem::field)
        .containsExactlyInAnyOrder("payerSegments", "orderAddressMatches");
    assertThat(t.buildProblems())
        .extracting(Problem::why)
        .anyMatch(why -> why.contains("did you mean 'STUDENT'?"))
        .anyMatch(why -> why.contains("true or false"));
  }

  @Test
  void onASwappedRowThePayersSegmentsAndThePayeesNumberAreNobodys() throws IOException {
    Transfer t =
        transfers(
                mapping(
                    """
                    fields:
                      time: t
                      payer: a
                      payee: b
                      amount: x
                      currency: {constant: CNY}
                      payer_segments: {column: s, values: {young: STUDENT}}
                      payee_phone: tel
                    swapped: {column: way, values: [in]}
                    """),
                "t,a,b,x,s,tel,way\n2026-01-05T09:30:00+08:00,alice,bob,1,young,138,in\n")
            .get(0);

    assertThat(t.payer()).isEqualTo("bob");
    assertThat(t.payerSegments()).isNull();
    assertThat(t.payeePhone()).isNull();
    assertThat(t.declaredAbsent()).contains(DataItem.SEGMENTS, DataItem.PAYEE_PHONE);
  }

  @Test
  void knowsWhichTransfersFailed() throws IOException {
    assertThat(
            rows(
                Mapping.CANONICAL,
                """
                time,payer,payee,amount,currency,status
                2026-01-05T09:30:00+08:00,alice,bob,1,CNY,
                2026-01-05T09:30:00+08:00,alice,bob,1,CNY,COMPLETED
                2026-01-05T09:30:00+08:00,alice,bob,1,CNY,FAILED
                """))
        .extracting(InputRow::failed)
        .containsExactly(false, false, true);
  }

  @Test
  void namesTheLineWhereARowStarts() throws IOException {
    assertThat(
            rows(
                Mapping.CANONICAL,
                """
                time,payer,payee,amount,currency,purpose

                2026-01-05T09:30:00+08:00,alice,bob,1,CNY,"two
                lines"
                2026-01-05T09:30:00+08:00,alice,bob,1,CNY,one
                """))
        .extracting(InputRow::line)
        .containsExactly(3L, 5L);
  }

  private static final String OTHER_COLUMNS =
      """
      fields:
        transfer_id: id
        time: {column: t, epoch: seconds}
        payer: from
        payee: to
        amount: {column: sum, scale: 0.01}
        currency: {constant: CNY}
        kind: {column: action, values: {OUT: WITHDRAWAL, IN: DEPOSIT}}
        ip: {column: address, decimal: true}
        payer_balance: {column: before, scale: 0.01}
        payer_age: age
        purpose: text
      swapped: {column: action, values: [IN]}
      failed: {column: state, values: [bounced]}
      """;

  @Test
  void mapsOtherColumnsAndIgnoresTheRest() throws IOException {
    List<InputRow> rows =
        rows(
            mapping(OTHER_COLUMNS),
            """
            after,text,age,before,address,action,sum,to,from,t,id,state
            9,note,40,123.45,350311387.9,OUT,0.51,bob,alice,1767576600,T1,bounced
            9,note,40,-123.45,4294967295,IN,100,bob,alice,1767576600,T2,
            """);

    Transfer out = rows.get(0).transfer();
    assertThat(out.buildProblems()).isEmpty();
    assertThat(out.id()).isEqualTo("T1");
    assertThat(out.amountMinor()).as("rounded up").isEqualTo(1);
    assertThat(out.payerBalance()).as("rounded up").isEqualTo(124);
    assertThat(out.kind()).isEqualTo(TransferKind.WITHDRAWAL);
    assertThat(out.ip()).isEqualTo("20.225.83.219");
    assertThat(rows.get(0).failed()).isTrue();

    Transfer in = rows.get(1).transfer();
    assertThat(in.payer()).isEqualTo("bob");
    assertThat(in.payee()).isEqualTo("alice");
    assertThat(in.amountMinor()).isEqualTo(100);
    assertThat(rows.get(1).failed()).isFalse();
  }

  @Test
  void whatTheFileTellsOfOneSideIsToldOfNobodyOnceTheSidesSwap() throws IOException {
    Transfer in =
        transfers(
                mapping(OTHER_COLUMNS),
                """
                text,age,before,address,action,sum,to,from,t,id,state
                note,40,123.45,350311387,IN,100,shop,alice,1767576600,T2,
                """)
            .get(0);

    assertThat(in.payerBalance()).isNull();
    assertThat(in.payerAge()).isEqualTo(-1);
    assertThat(in.ip()).isNull();
    assertThat(in.declaredAbsent())
        .contains(DataItem.PAYER_BALANCE, DataItem.PAYER_AGE, DataItem.IP)
        .doesNotContain(DataItem.PURPOSE);
    assertThat(in.purpose()).isEqualTo("note");
  }

  @Test
  void namesTheFilesOwnColumnsInProblems() throws IOException {
    InputRow row =
        rows(
                mapping(OTHER_COLUMNS),
                """
                text,age,before,address,action,sum,to,from,t,id,state
                note,old,much,4294967296,IN,none,,alice,soon,T2,
                """)
            .get(0);
    List<Problem> problems = new ArrayList<>(row.transfer().buildProblems());
    problems.add(new Problem("payer", "", "missing or blank"));
    problems.add(new Problem("time", "", "missing"));

    assertThat(row.inFileTerms(problems))
        .extracting(RowProblem::toString)
        .containsExactly(
            "t 'soon': not a number of seconds or milliseconds since 1970",
            "sum 'none': not a number: write digits and a point, like 1234.50",
            "to: missing or blank");
  }

  @Test
  void rejectsWhatTheMappingDoesNotTranslate() throws IOException {
    InputRow row =
        rows(
                mapping(OTHER_COLUMNS),
                """
                text,age,before,address,action,sum,to,from,t,id,state
                note,old,much,4294967296,OUTT,1,bob,alice,1767576600,T2,
                """)
            .get(0);

    assertThat(row.inFileTerms(row.transfer().buildProblems()))
        .extracting(RowProblem::toString)
        .containsExactly(
            "action 'OUTT': the mapping does not say what it means; add it to the 'values' of kind;"
                + " did you mean 'OUT'?",
            "before 'much': not a number: write digits and a point, like 1234.50",
            "age 'old': not a number: write digits and a point, like 1234.50",
            "address '***296': not an IPv4 address as a number, 0 to 4294967295");
  }

  @Test
  void refusesAFileWithoutAColumnThatTheMappingNames() throws IOException {
    Mapping mapping = mapping(OTHER_COLUMNS);

    assertThatThrownBy(() -> rows(mapping, "text,age,befor,address,action,sum,to,from,t,id\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "a.csv:1: column 'before', which mapping "
                + dir.resolve("m.yaml")
                + " names, is missing; did you mean 'befor'?")
        .hasMessageContaining("column 'state'");
  }

  @Test
  void readsOtherSeparators() throws IOException {
    Mapping mapping =
        mapping(
            """
            separator: "\\t"
            fields: {time: t, payer: a, payee: b, amount: s, currency: {constant: CNY}}
            """);

    assertThat(transfers(mapping, "t\ta\tb\ts\n2026-01-05T01:30:00Z\talice\tbob\t1,\n"))
        .singleElement()
        .satisfies(t -> assertThat(t.payee()).isEqualTo("bob"));
  }

  @Test
  void readsPaysim() throws IOException {
    List<InputRow> rows =
        rows(
            Mappings.find("paysim"),
            """
            step,action,amount,nameOrig,oldBalanceOrig,newBalanceOrig,nameDest,oldBalanceDest,newBalanceDest,isFraud,isFlaggedFraud,isUnauthorizedOverdraft
            3,TRANSFER,1234.51,C1,5000.00,3765.49,C2,0.00,1234.51,0,0,0
            3,CASH_IN,100.00,C1,50.00,150.00,M1,70.00,0.00,0,0,0
            25,CASH_OUT,900.00,C1,10.00,10.00,M2,0.00,0.00,0,0,1
            25,DEBIT,900.00,C1,-10.00,10.00,B1,0.00,0.00,0,0,0
            """);
    List<Transfer> transfers = rows.stream().map(InputRow::transfer).toList();

    assertThat(transfers).allSatisfy(t -> assertThat(t.buildProblems()).isEmpty());
    assertThat(transfers).extracting(Transfer::id).containsExactly("1", "2", "3", "4");
    assertThat(transfers)
        .extracting(Transfer::kind)
        .containsExactly(
            TransferKind.TRANSFER,
            TransferKind.DEPOSIT,
            TransferKind.WITHDRAWAL,
            TransferKind.WITHDRAWAL);
    assertThat(transfers)
        .extracting(Transfer::amountMinor)
        .containsExactly(1235L, 100L, 900L, 900L);
    assertThat(transfers)
        .extracting(Transfer::payerBalance)
        .containsExactly(5000L, null, 10L, -10L);
    assertThat(transfers).extracting(Transfer::payer).containsExactly("C1", "M1", "C1", "C1");
    assertThat(transfers).extracting(Transfer::payee).containsExactly("C2", "C1", "M2", "B1");
    assertThat(transfers.get(0).time()).isEqualTo(Instant.parse("2025-12-31T19:00:00Z"));
    assertThat(transfers.get(2).time()).isEqualTo(Instant.parse("2026-01-01T17:00:00Z"));
    assertThat(rows).extracting(InputRow::failed).containsExactly(false, false, true, false);
  }

  @Test
  void readsAmlsim() throws IOException {
    Transfer t =
        transfers(
                Mappings.find("amlsim"),
                """
                step,type,amount,nameOrig,oldbalanceOrig,newbalanceOrig,nameDest,oldbalanceDest,newbalanceDest,isSAR,alertID
                2,TRANSFER,885.3,4376,63446.28,62560.98,170,84168.6,85053.9,1,7
                """)
            .get(0);

    assertThat(t.buildProblems()).isEmpty();
    assertThat(t.time()).isEqualTo(Instant.parse("2026-01-02T16:00:00Z"));
    assertThat(t.amountMinor()).isEqualTo(88530);
    assertThat(t.payerBalance()).isEqualTo(6344628);
  }

  @Test
  void readsDeviceIp() throws IOException {
    Transfer t =
        transfers(
                Mappings.find("device-ip"),
                """
                user_id,signup_time,purchase_time,purchase_value,device_id,source,browser,sex,age,ip_address,class
                333,6/7/2015 20:39,6/8/2015 1:38,16,ABCDEFGHIJKLM,Ads,Chrome,F,53,350311387.9,0
                """)
            .get(0);

    assertThat(t.buildProblems()).isEmpty();
    assertThat(t.time()).isEqualTo(Instant.parse("2015-06-07T17:38:00Z"));
    assertThat(t.payee()).isEqualTo("shop");
    assertThat(t.kind()).isEqualTo(TransferKind.PAYMENT);
    assertThat(t.amountMinor()).isEqualTo(1600);
    assertThat(t.ip()).isEqualTo("20.225.83.219");
    assertThat(t.payerAge()).isEqualTo(53);
  }
}
