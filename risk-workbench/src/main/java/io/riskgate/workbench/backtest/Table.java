package io.riskgate.workbench.backtest;

import io.riskgate.workbench.html.Html;

/** A table in the report that can be sorted by any column. */
final class Table {
  private final Html html;
  private final boolean sortable;

  private Table(Html html, boolean sortable) {
    this.html = html;
    this.sortable = sortable;
  }

  /** Begins a table that keeps its order. */
  static Table plain(Html html, String... heads) {
    return new Table(html, false).begin(heads);
  }

  /** Begins a table that can be sorted. */
  static Table sortable(Html html, String... heads) {
    return new Table(html, true).begin(heads);
  }

  private Table begin(String... heads) {
    html.open("div", "class", "table");
    if (sortable) {
      html.open("table", "class", "sortable");
    } else {
      html.open("table");
    }
    html.open("thead").open("tr");
    for (String head : heads) {
      html.open("th", "scope", "col");
      if (sortable) {
        html.element("button", head, "type", "button");
      } else {
        html.text(head);
      }
      html.close();
    }
    html.close().close().open("tbody").line();
    return this;
  }

  Table row() {
    html.open("tr");
    return this;
  }

  Table endRow() {
    html.close().line();
    return this;
  }

  /** A name in the rule pack or the file. */
  Table code(String name) {
    html.open("td", "class", "code").element("code", name).close();
    return this;
  }

  Table words(String words) {
    html.element("td", words, "class", "words");
    return this;
  }

  Table count(long number) {
    return cell(Shown.count(number), Long.toString(number));
  }

  Table percent(double share) {
    return cell(Shown.percent(share), Double.isNaN(share) ? "" : Double.toString(share));
  }

  /**
   * A figure.
   *
   * @param shown as people read it
   * @param value what it is sorted by; empty where there is none
   */
  Table cell(String shown, String value) {
    html.element("td", shown, "data-v", value);
    return this;
  }

  void end() {
    html.close().close().close().line();
  }
}
