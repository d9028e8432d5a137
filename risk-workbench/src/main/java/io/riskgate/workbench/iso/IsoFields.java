package io.riskgate.workbench.iso;

import static io.riskgate.workbench.iso.IsoElement.*;

import io.riskgate.workbench.iso.IsoRow.Cell;
import io.riskgate.workbench.iso.IsoRow.Refusal;
import io.riskgate.workbench.mapping.Field;
import io.riskgate.workbench.mapping.IsoOptions.IsoId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes of a transaction the fields of a transfer, as {@code docs/iso20022.md} says. */
final class IsoFields {
  /** What a customer writes who has no id to give. */
  private static final String NO_ID = "NOTPROVIDED";

  private static final String CHEQUE = "CHK";

  /** What a transfer's purpose may be long; rules read as much. */
  private static final int PURPOSE_CHARS_MAX = 512;

  /** A proxy or phone number is written as in {@code +41-791234567}. */
  private static final String PHONE_SIGNS = "[-() ]";

  /** The country has a name of its own: an IBAN tells the account, too. */
  private static final String COUNTRY_OF = " (its country)";

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private final IsoId id;
  private long withoutAccount;

  IsoFields(IsoId id) {
    this.id = id;
  }

  /** How many transactions named payer or payee by no account. */
  long withoutAccount() {
    return withoutAccount;
  }

  IsoRow of(IsoTransaction t) {
    List<Cell> cells = new ArrayList<>(10);
    cells.add(id(t));
    cells.add(time(t));
    Cell payer = party(t, Field.PAYER, PAYER);
    Cell payee = party(t, Field.PAYEE, PAYEE);
    if (isName(payer) || isName(payee)) {
      withoutAccount++;
    }
    cells.add(payer);
    cells.add(payee);
    amount(t, cells);
    add(cells, t, Field.CUSTOMER, t.first(PAYER.ids()));
    country(t, cells);
    text(t, cells);
    phone(t, cells);
    String method = t.text(METHOD);
    return new IsoRow(
        t.line(),
        cells,
        CHEQUE.equals(method)
            ? new Refusal(
                path(METHOD), CHEQUE, "orders a cheque, which is no transfer; leave it out")
            : null);
  }

  private Cell id(IsoTransaction t) {
    IsoElement given =
        switch (id) {
          case FIRST_GIVEN -> firstId(t);
          case UETR -> IsoElement.UETR;
          case TX_ID -> IsoElement.TX_ID;
          case END_TO_END_ID -> IsoElement.END_TO_END_ID;
          case INSTR_ID -> IsoElement.INSTR_ID;
          case POSITION -> null;
        };
    if (given != null) {
      return cell(Field.TRANSFER_ID, given, t.text(given));
    }
    return cell(
        Field.TRANSFER_ID,
        MESSAGE_ID,
        t.text(MESSAGE_ID) == null ? null : t.text(MESSAGE_ID) + "/" + t.number());
  }

  /** The id that is least likely to be used twice comes first. */
  private static @Nullable IsoElement firstId(IsoTransaction t) {
    for (IsoElement element :
        new IsoElement[] {
          IsoElement.UETR, IsoElement.TX_ID, IsoElement.END_TO_END_ID, IsoElement.INSTR_ID
        }) {
      String text = t.text(element);
      if (text != null && !text.equals(NO_ID)) {
        return element;
      }
    }
    return null;
  }

  private static Cell time(IsoTransaction t) {
    IsoElement element = t.text(ACCEPTED) != null ? ACCEPTED : CREATED;
    return cell(Field.TIME, element, t.text(element));
  }

  /** Where a side's account is told, by falling reliability, and then the side itself. */
  private record Side(
      List<IsoElement> accounts, List<IsoElement> ids, IsoElement name, List<IsoElement> agents) {}

  private static final Side PAYER =
      new Side(
          List.of(PAYER_IBAN, PAYER_OTHER, PAYER_BBAN, PAYER_PROPRIETARY, PAYER_PROXY),
          List.of(PAYER_LEI, PAYER_ANY_BIC, PAYER_BIC_OR_BEI, PAYER_ORGANISATION, PAYER_PERSON),
          PAYER_NAME,
          List.of(PAYER_AGENT, PAYER_AGENT_OLD));

  private static final Side PAYEE =
      new Side(
          List.of(PAYEE_IBAN, PAYEE_OTHER, PAYEE_BBAN, PAYEE_PROPRIETARY, PAYEE_PROXY),
          List.of(PAYEE_LEI, PAYEE_ANY_BIC, PAYEE_BIC_OR_BEI, PAYEE_ORGANISATION, PAYEE_PERSON),
          PAYEE_NAME,
          List.of(PAYEE_AGENT, PAYEE_AGENT_OLD));

  /** An account, or else whoever holds one, at the bank that holds it. */
  private static Cell party(IsoTransaction t, Field field, Side side) {
    IsoElement account = t.first(side.accounts());
    if (account != null) {
      return cell(field, account, normal(account, t.text(account)));
    }
    IsoElement holder = t.first(side.ids());
    holder = holder == null ? t.first(List.of(side.name())) : holder;
    if (holder == null) {
      return cell(field, side.accounts().get(0), null);
    }
    IsoElement agent = t.first(side.agents());
    return cell(field, holder, t.text(holder) + (agent == null ? "" : "@" + t.text(agent)));
  }

  private static boolean isName(Cell party) {
    return party.element().contains("Dbtr/") || party.element().contains("Cdtr/");
  }

  /** An IBAN may be printed in groups and in small letters, and is the same. */
  private static @Nullable String normal(IsoElement element, @Nullable String account) {
    boolean iban = element == PAYER_IBAN || element == PAYEE_IBAN;
    return account == null || !iban ? account : account.replace(" ", "").toUpperCase(Locale.ROOT);
  }

  private static void amount(IsoTransaction t, List<Cell> cells) {
    IsoElement element = t.first(List.of(ORDERED, EQUIVALENT, INSTRUCTED, SETTLED));
    if (element == null) {
      element = t.type() == MessageType.PAIN_001 ? ORDERED : SETTLED;
    }
    cells.add(cell(Field.AMOUNT, element, plain(t.text(element))));
    cells.add(
        new Cell(
            Field.CURRENCY, path(element) + "/@Ccy", t.currencies().getOrDefault(element, "")));
  }

  /** In XML 5000.00000 is five thousand: noughts behind the point are no decimals. */
  private static @Nullable String plain(@Nullable String amount) {
    if (amount == null || amount.indexOf('.') < 0) {
      return amount;
    }
    int end = amount.length();
    while (amount.charAt(end - 1) == '0') {
      end--;
    }
    return amount.substring(0, amount.charAt(end - 1) == '.' ? end - 1 : end);
  }

  /** The country of the payee's account: that of its IBAN, or else of the bank that holds it. */
  private static void country(IsoTransaction t, List<Cell> cells) {
    for (IsoElement element :
        new IsoElement[] {
          PAYEE_IBAN, PAYEE_OTHER, PAYEE_AGENT, PAYEE_AGENT_OLD, PAYEE_AGENT_COUNTRY
        }) {
      String text = t.text(element);
      Optional<String> country =
          text == null
              ? Optional.empty()
              : switch (element) {
                case PAYEE_IBAN, PAYEE_OTHER -> ofIban(text);
                case PAYEE_AGENT_COUNTRY -> known(text);
                default -> ofBic(text);
              };
      if (country.isPresent()) {
        cells.add(new Cell(Field.PAYEE_COUNTRY, path(element) + COUNTRY_OF, country.get()));
        return;
      }
    }
  }

  private static Optional<String> ofIban(String account) {
    String text = account.replace(" ", "").toUpperCase(Locale.ROOT);
    return text.matches("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}")
        ? known(text.substring(0, 2))
        : Optional.empty();
  }

  private static Optional<String> ofBic(String bic) {
    return bic.matches("[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")
        ? known(bic.substring(4, 6))
        : Optional.empty();
  }

  private static Optional<String> known(String country) {
    return COUNTRIES.contains(country) ? Optional.of(country) : Optional.empty();
  }

  private static void text(IsoTransaction t, List<Cell> cells) {
    IsoElement element = t.first(List.of(TEXT, TEXT_OF_REFERENCE));
    String text = element == null ? null : t.text(element);
    if (element != null && text != null) {
      int end = Math.min(text.length(), PURPOSE_CHARS_MAX);
      if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
        end--; // half a character is none
      }
      cells.add(new Cell(Field.PURPOSE, path(element), text.substring(0, end)));
    }
  }

  private static void phone(IsoTransaction t, List<Cell> cells) {
    IsoElement element = t.first(List.of(PAYEE_MOBILE, PAYEE_PHONE));
    String phone = element == null ? null : t.text(element);
    if (element != null && phone != null) {
      cells.add(new Cell(Field.PAYEE_PHONE, path(element), phone.replaceAll(PHONE_SIGNS, "")));
    }
  }

  private static void add(
      List<Cell> cells, IsoTransaction t, Field field, @Nullable IsoElement element) {
    if (element != null) {
      cells.add(cell(field, element, t.text(element)));
    }
  }

  private static Cell cell(Field field, IsoElement element, @Nullable String text) {
    return new Cell(field, path(element), text == null ? "" : text);
  }

  /** The path as a message to a person writes it. */
  private static String path(IsoElement element) {
    return switch (element.level()) {
      case MESSAGE, PARTY -> element.path();
      case PAYMENT -> ElementTree.PAYMENT + "/" + element.path();
      case TRANSACTION -> ElementTree.TRANSACTION + "/" + element.path();
    };
  }
}
