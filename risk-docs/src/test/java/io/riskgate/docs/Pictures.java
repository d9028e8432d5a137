package io.riskgate.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws the pictures of the documentation. Needs nothing but a JDK, from the project's root:
 *
 * <pre>java risk-docs/src/test/java/io/riskgate/docs/Pictures.java</pre>
 */
final class Pictures {
  private static final Path FOLDER = Path.of("docs", "img");

  private Pictures() {}

  /** Writes them into the folder of the documentation, or the one that is named. */
  public static void main(String[] args) throws IOException {
    Path folder = args.length == 0 ? FOLDER : Path.of(args[0]);
    for (Map.Entry<String, String> picture : all().entrySet()) {
      Files.writeString(folder.resolve(picture.getKey()), picture.getValue());
    }
  }

  /** The pictures by the name of their file. */
  static Map<String, String> all() {
    Map<String, String> pictures = new LinkedHashMap<>();
    pictures.put("way-of-a-transfer.svg", wayOfATransfer());
    pictures.put("life-of-a-reservation.svg", lifeOfAReservation());
    pictures.put("gate-of-a-pack.svg", gateOfAPack());
    return pictures;
  }

  private static String wayOfATransfer() {
    Drawing d =
        new Drawing(
            920,
            850,
            "The way of a transfer",
            "From score(transfer) through look-up, attempt, rules, policy and reservation to the"
                + " decision, with what leaves the way early");
    List<String[]> steps =
        List.of(
            new String[] {"asked", "score(transfer), before money moves"},
            new String[] {"looked up", "address, payee, device, telephone"},
            new String[] {"attempted", "recorded, unless the reference is known"},
            new String[] {"history", "in the same step: what was known before"},
            new String[] {"rules", "each whose data is there; hits with points"},
            new String[] {"policy", "score, bands, limits, controls: the strongest wins"},
            new String[] {"written down", "where the decision log is required"},
            new String[] {"reserved", "one step: recorded, and claimed on the limits"},
            new String[] {"told", "listeners, alerts, warnings, log"});
    int top = 24;
    int pitch = 84;
    for (int i = 0; i < steps.size(); i++) {
      int y = top + i * pitch;
      d.box("step", 290, y, 340, 56, steps.get(i)[0], steps.get(i)[1]);
      if (i > 0) {
        d.arrow(460, y - (pitch - 56), 460, y - 2);
      }
    }
    int middle = top + 28;
    d.box("good", 290, top + 9 * pitch, 340, 48, "the decision: ALLOW, VERIFY or HOLD");
    d.arrow(460, top + 8 * pitch + 56, 460, top + 9 * pitch - 2);

    exit(d, middle, "bad", "bad input", "one exception, all problems");
    exit(d, middle + pitch, "warn", "failed or stale", "goes on, VERIFY at least");
    exit(d, middle + 2 * pitch, "good", "known: its first decision", "with its present state");
    exit(d, middle + 3 * pitch, "bad", "store fails", "HOLD, path RETRY");
    exit(d, middle + 4 * pitch, "warn", "a rule throws", "goes on, VERIFY at least");
    exit(d, middle + 6 * pitch, "bad", "cannot be written", "HOLD, path RETRY");

    int back = middle + 7 * pitch;
    d.path("M 290 " + back + " H 256 V " + (middle + 5 * pitch + 16) + " H 286", true);
    d.label(246, back - 52, "end", "a freeze, or another transfer,");
    d.label(246, back - 35, "end", "came in between:");
    d.label(246, back - 18, "end", "decided again");

    reads(d, middle + pitch, "files of intelligence", "");
    reads(d, middle + 3 * pitch, "windows, signals, controls,", "use of limits");
    reads(d, middle + 4 * pitch, "the pack: DRL, parameters", "");
    reads(d, middle + 5 * pitch, "the pack: bands, limits", "");
    return d.toSvg();
  }

  private static void exit(Drawing d, int y, String kind, String title, String line) {
    d.arrow(630, y, 676, y);
    d.box(kind, 680, y - 26, 216, 52, title, line);
  }

  private static void reads(Drawing d, int y, String first, String second) {
    d.path("M 236 " + y + " H 286", true);
    d.label(228, second.isEmpty() ? y + 5 : y - 4, "end", first);
    d.label(228, y + 14, "end", second);
  }

  private static String lifeOfAReservation() {
    Drawing d =
        new Drawing(
            920,
            560,
            "The life of a reservation",
            "Three open states, reserved, awaiting verification and held; three closed ones,"
                + " settled, cancelled and expired; and what leads from one to the next");
    d.box("step", 380, 20, 160, 40, "score(transfer)");
    d.frame(24, 128, 872, 190, "open");
    d.box("warn", 48, 190, 230, 64, "AWAITING_VERIFICATION", "reads VERIFY; 15 min");
    d.box("good", 380, 190, 160, 64, "RESERVED", "reads ALLOW; 15 min");
    d.box("bad", 690, 190, 180, 64, "HELD", "reads HOLD; 24 h");

    d.path("M 390 60 L 200 186", true);
    d.arrow(460, 60, 460, 186);
    d.path("M 530 60 L 730 186", true);

    d.arrow(278, 212, 376, 212);
    d.label(327, 202, "middle", "verified");
    d.path("M 690 212 H 544", true);
    d.label(617, 184, "middle", "release, or");
    d.label(617, 202, "middle", "verified");
    d.path("M 540 236 H 686", true);
    d.label(613, 256, "middle", "freeze, notice");
    d.path("M 163 254 V 292 H 780 V 258", true);
    d.label(300, 286, "middle", "third failure, or a control");

    d.box("step", 60, 420, 180, 64, "CANCELLED", "its claim has ended");
    d.box("good", 370, 420, 180, 64, "SETTLED", "the money has moved");
    d.box("step", 680, 420, 180, 64, "EXPIRED", "its claim has ended");
    d.path("M 120 318 V 416", true);
    d.label(132, 372, "start", "cancel");
    d.path("M 460 318 V 416", true);
    d.label(472, 372, "start", "settle");
    d.path("M 770 318 V 416", true);
    d.label(758, 372, "end", "its time is over");
    d.path("M 240 452 H 366", true);
    d.label(303, 442, "middle", "settle");
    d.label(303, 472, "middle", "AFTER_CANCEL");
    d.path("M 680 452 H 554", true);
    d.label(617, 442, "middle", "settle");
    d.label(617, 472, "middle", "LATE");
    d.label(
        460,
        520,
        "middle",
        "Posted money is a fact: settle is accepted in every state, counted once, and marked");
    d.label(460, 540, "middle", "(UNVERIFIED out of AWAITING_VERIFICATION or HELD).");
    return d.toSvg();
  }

  private static String gateOfAPack() {
    Drawing d =
        new Drawing(
            1000,
            400,
            "The gate of a pack",
            "A pack passes lint, compilation, comparison of lanes, its own tests, succession and"
                + " speed before it decides; any failure keeps the present pack");
    String[][] steps = {
      {"lint", "nothing but facts", "and hits"},
      {"compile", "by Drools, from", "the checked tree"},
      {"lanes", "compared with", "plain sessions"},
      {"its own tests", "fires, quiet,", "not evaluated"},
      {"succession", "what is recorded", "keeps its meaning"},
      {"speed", "below ten times", "the present pack"}
    };
    int width = 136;
    for (int i = 0; i < steps.length; i++) {
      int x = 24 + i * 162;
      d.box("step", x, 96, width, 84, steps[i]);
      if (i > 0) {
        d.arrow(x - (162 - width), 138, x - 3, 138);
      }
      d.path("M " + (x + width / 2) + " 180 V 232", true);
    }
    d.label(92, 52, "middle", "a folder is saved, or");
    d.label(92, 70, "middle", "activate(pack)");
    d.arrow(92, 76, 92, 93);
    d.box(
        "bad",
        24,
        236,
        946,
        44,
        "refused: every problem, with file and line; the present pack goes on deciding");
    d.path("M 902 96 V 54 H 738", true);
    d.label(820, 46, "middle", "passed");
    d.box("good", 474, 24, 260, 56, "decides", "calls under way end on the old one");
    d.box(
        "step",
        24,
        320,
        946,
        52,
        "rollback(): the pack before decides again, at once and unchecked");
    return d.toSvg();
  }

  /** A drawing in the making: boxes, arrows and labels at places in pixels. */
  private static final class Drawing {
    private static final int LINE = 17;

    private final int width;
    private final int height;
    private final String title;
    private final String about;
    private final StringBuilder body = new StringBuilder();

    Drawing(int width, int height, String title, String about) {
      this.width = width;
      this.height = height;
      this.title = title;
      this.about = about;
    }

    /** A box; the first line is its name. */
    void box(String kind, int x, int y, int boxWidth, int boxHeight, String... lines) {
      body.append(
          "  <rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\"/>%n"
              .formatted(kind, x, y, boxWidth, boxHeight));
      int first = y + boxHeight / 2 + 5 - (lines.length - 1) * LINE / 2;
      for (int i = 0; i < lines.length; i++) {
        text(i == 0 ? "name" : "line", x + boxWidth / 2, first + i * LINE, "middle", lines[i]);
      }
    }

    /** A frame around several boxes. */
    void frame(int x, int y, int frameWidth, int frameHeight, String name) {
      body.append(
          "  <rect class=\"frame\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"12\"/>%n"
              .formatted(x, y, frameWidth, frameHeight));
      text("line", x + 16, y + 22, "start", name);
    }

    void arrow(int x1, int y1, int x2, int y2) {
      path("M %d %d L %d %d".formatted(x1, y1, x2, y2), true);
    }

    void path(String points, boolean head) {
      body.append(
          "  <path class=\"way\" d=\"%s\"%s/>%n"
              .formatted(points, head ? " marker-end=\"url(#head)\"" : ""));
    }

    void label(int x, int y, String anchor, String words) {
      if (!words.isEmpty()) {
        text("line", x, y, anchor, words);
      }
    }

    private void text(String kind, int x, int y, String anchor, String words) {
      body.append(
          "  <text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n"
              .formatted(kind, x, y, anchor, words.replace("&", "&amp;").replace("<", "&lt;")));
    }

    String toSvg() {
      return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="%s">
        <title>%s</title>
        <desc>%s</desc>
        <style>
          text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; fill: #1f2328; }
          .name { font-size: 15px; font-weight: 600; }
          .line { font-size: 13px; }
          .paper { fill: #ffffff; }
          .step { fill: #f3f5f8; stroke: #6e7781; }
          .good { fill: #dff5e3; stroke: #2c7a3f; }
          .warn { fill: #fff3d6; stroke: #9a6700; }
          .bad { fill: #fde5e5; stroke: #b3261e; }
          .frame { fill: none; stroke: #6e7781; stroke-dasharray: 6 5; }
          .way { fill: none; stroke: #57606a; stroke-width: 1.6; }
          .tip { fill: #57606a; }
          @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3; }
            .paper { fill: #0d1117; }
            .step { fill: #1c232c; stroke: #7d8590; }
            .good { fill: #12361d; stroke: #4cb366; }
            .warn { fill: #3a2d08; stroke: #d4a72c; }
            .bad { fill: #45191a; stroke: #f0736c; }
            .frame { stroke: #7d8590; }
            .way { stroke: #9aa4af; }
            .tip { fill: #9aa4af; }
          }
        </style>
        <defs>
          <marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">
            <path class="tip" d="M 0 0 L 10 5 L 0 10 z"/>
          </marker>
        </defs>
        <rect class="paper" width="%d" height="%d" rx="12"/>
      %s</svg>
      """
          .formatted(
              width,
              height,
              width,
              height,
              title,
              title,
              about,
              width,
              height,
              body.toString().replace(System.lineSeparator(), "\n"));
    }
  }
}
