package livekit.routes.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedTest {
  @Test
  void showsANameAsItIs() {
    assertThat(Quoted.text("room one")).isEqualTo("\"room one\"");
    assertThat(Quoted.text("数学 é 😀 e\u0301")).isEqualTo("\"数学 é 😀 e\u0301\"");
    assertThat(Quoted.text("")).isEqualTo("\"\"");
  }

  @Test
  void marksWhatWouldEndTheQuotes() {
    assertThat(Quoted.text("say \"hi\"")).isEqualTo("\"say \\\"hi\\\"\"");
    assertThat(Quoted.text("back\\slash\\u000a")).isEqualTo("\"back\\\\slash\\\\u000a\"");
  }

  @Test
  void spellsOutWhatCannotBeSeen() {
    assertThat(Quoted.text("a\nb\tc\u001b\0")).isEqualTo("\"a\\u000ab\\u0009c\\u001b\\u0000\"");
    assertThat(Quoted.text("a\u202eb\u2028c\u200b")).isEqualTo("\"a\\u202eb\\u2028c\\u200b\"");
    assertThat(Quoted.text("\ud800x")).isEqualTo("\"\\ud800x\"");
    assertThat(Quoted.text("\ue000\udbff\udfff")).isEqualTo("\"\\ue000\\udbff\\udfff\"");
  }

  @Test
  void cutsOffWhatNoNameCanBe() {
    assertThat(Quoted.text("x".repeat(256))).endsWith("x\"").hasSize(258);
    assertThat(Quoted.text("😀".repeat(257))).endsWith("😀\"...").hasSize(2 + 2 * 256 + 3);
  }
}
