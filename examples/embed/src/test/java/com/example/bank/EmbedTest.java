package com.example.bank;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The example does what it says. */
class EmbedTest {
  @Test
  void a_transfer_above_the_single_limit_is_verified_by_sms() {
    PrintStream console = System.out;
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
    try {
      Embed.main(new String[0]);
    } finally {
      System.setOut(console);
    }
    String printed = captured.toString(StandardCharsets.UTF_8);
    assertTrue(printed.contains("Ask the customer for [SMS_CODE]"), printed);
  }
}
